package dev.fairlead.daemon.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One change of what a client's file says. */
sealed interface Edit {
  /** A value at a place. */
  record Put(List<String> at, Object value) implements Edit {}

  /** An element of the list at a place. */
  record Add(List<String> at, String element) implements Edit {}

  /** Undoes {@link Put}. */
  record Remove(List<String> at) implements Edit {}

  /** Undoes {@link Add}. */
  record Take(List<String> at, String element) implements Edit {}

  /** What undoes it. */
  default Edit undone() {
    return switch (this) {
      case Put put -> new Remove(put.at());
      case Add add -> new Take(add.at(), add.element());
      case Remove _, Take _ -> throw new IllegalStateException("nothing undoes " + this);
    };
  }

  /**
   * The text after the change. What it says then is compared with the same change of the data, so
   * that an edit that went wrong in a file written in an unusual way is never kept.
   */
  default ConfigText of(ConfigText before) throws Uneditable {
    Map<String, Object> expected = copy(before.data());
    ConfigText after =
        switch (this) {
          case Put(var at, var value) -> {
            put(expected, at, value);
            yield before.put(at, value);
          }
          case Add(var at, var element) -> {
            add(expected, at, element);
            yield before.add(at, element);
          }
          case Remove(var at) -> {
            remove(expected, at);
            yield before.remove(at);
          }
          case Take(var at, var element) -> {
            take(expected, at, element);
            yield before.take(at, element);
          }
        };
    JsonMapper json = JsonMapper.shared();
    if (!json.valueToTree(after.data()).equals(json.valueToTree(expected))) {
      throw new Uneditable("it is written in a way that cannot be edited safely");
    }
    return after;
  }

  private static void put(Map<String, Object> object, List<String> at, Object value)
      throws Uneditable {
    String key = at.getFirst();
    Object there = object.get(key);
    if (at.size() > 1) {
      Map<String, Object> inner = there == null ? new LinkedHashMap<>() : object(there, key);
      put(inner, at.subList(1, at.size()), value);
      object.put(key, inner);
    } else if (there instanceof Map<?, ?> && value instanceof Map<?, ?> fields) {
      Map<String, Object> inner = object(there, key);
      for (var field : fields.entrySet()) {
        put(inner, List.of(String.valueOf(field.getKey())), field.getValue());
      }
      object.put(key, inner);
    } else {
      object.put(key, value);
    }
  }

  private static void remove(Map<String, Object> object, List<String> at) throws Uneditable {
    String key = at.getFirst();
    Object there = object.get(key);
    if (there == null) {
      return;
    }
    if (at.size() == 1) {
      object.remove(key);
      return;
    }
    Map<String, Object> inner = object(there, key);
    boolean empty = inner.isEmpty();
    remove(inner, at.subList(1, at.size()));
    if (inner.isEmpty() && !empty) {
      object.remove(key);
    } else {
      object.put(key, inner);
    }
  }

  private static void add(Map<String, Object> object, List<String> at, String element)
      throws Uneditable {
    List<Object> list = list(object, at);
    if (!list.contains(element)) {
      list.add(element);
      put(object, at, list);
    }
  }

  private static void take(Map<String, Object> object, List<String> at, String element)
      throws Uneditable {
    List<Object> list = list(object, at);
    if (list.remove(element)) {
      if (list.isEmpty()) {
        remove(object, at);
      } else {
        put(object, at, list);
      }
    }
  }

  private static List<Object> list(Map<String, Object> object, List<String> at) throws Uneditable {
    Object found = find(object, at);
    if (found != null && !(found instanceof List<?>)) {
      throw new Uneditable(String.join(".", at) + " is not a list");
    }
    return found == null ? new ArrayList<>() : new ArrayList<>((List<?>) found);
  }

  /** What is there. */
  static @Nullable Object find(Map<?, ?> data, List<String> at) {
    Object found = data;
    for (String key : at) {
      found = found instanceof Map<?, ?> object ? object.get(key) : null;
    }
    return found;
  }

  private static Map<String, Object> object(Object there, String key) throws Uneditable {
    if (!(there instanceof Map<?, ?> map)) {
      throw new Uneditable(key + " is not an object");
    }
    return copy(map);
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
