package dev.fairlead.tools;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One argument.
 *
 * @param name as clients write it
 * @param kind what its values are
 * @param facts its description and limits
 * @param optional whether it may be left out
 * @param fallback what it is when left out, or null
 */
record Property(String name, Kind kind, Facts facts, boolean optional, @Nullable Object fallback) {
  static Property of(RecordComponent component, Field field) {
    String name = nameOf(component);
    Kind kind = kindOf(component.getGenericType(), component.getType());
    Facts facts = Facts.of(field);
    Object fallback =
        kind instanceof Kind.Listed ? List.of() : fallback(name, kind, field.fallback(), facts);
    boolean optional =
        fallback != null || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return new Property(name, kind, facts, optional, fallback);
  }

  /** Turns {@code relevantFiles} into {@code relevant_files}. */
  private static String nameOf(RecordComponent component) {
    StringBuilder name = new StringBuilder();
    for (char c : component.getName().toCharArray()) {
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }

  private static @Nullable Object fallback(String name, Kind kind, String given, Facts facts) {
    if (given.isEmpty()) {
      return null;
    }
    List<String> problems = new ArrayList<>();
    Object value = kind.read(name, given, facts, problems);
    if (value == null) {
      throw new IllegalArgumentException("the fallback does not fit: " + problems);
    }
    return value;
  }

  private static Kind kindOf(Type generic, Class<?> type) {
    if (generic instanceof ParameterizedType list
        && type == List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> item) {
      return new Kind.Listed(kindOf(item, item));
    }
    if (type == String.class) {
      return new Kind.Text();
    }
    if (type == int.class || type == Integer.class) {
      return new Kind.Whole();
    }
    if (type == double.class || type == Double.class) {
      return new Kind.Real();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Kind.Flag();
    }
    if (type.isEnum()) {
      return new Kind.Choice(List.of((Enum<?>[]) type.getEnumConstants()));
    }
    if (type.isRecord()) {
      return new Kind.Entry(Shape.of(type));
    }
    throw new IllegalArgumentException("no JSON Schema for " + generic);
  }

  /** Its part of the JSON Schema. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(kind.json());
    if (facts.plain()) {
      json.put("items", new Kind.Text().json());
    }
    json.put("description", facts.about());
    if ((kind instanceof Kind.Whole || kind instanceof Kind.Real) && !facts.bounded()) {
      bound(json, "minimum", facts.min());
      bound(json, "maximum", facts.max());
    }
    if (fallback != null && !(kind instanceof Kind.Listed)) {
      json.put("default", fallback instanceof Enum<?> choice ? Kind.label(choice) : fallback);
    }
    return json;
  }

  /** Its value among these arguments, or null if there is none; problems are added to the list. */
  @Nullable Object read(Map<String, Object> arguments, String prefix, List<String> problems) {
    Object value = arguments.get(name);
    for (String other : facts.aka()) {
      value = value == null ? arguments.get(other) : value;
    }
    if (value != null) {
      return kind.read(prefix + name, value, facts, problems);
    }
    if (!optional) {
      problems.add(prefix + name + " is missing: give " + kind.noun() + ", " + facts.about());
    }
    return fallback;
  }

  private void bound(Map<String, Object> json, String key, double bound) {
    if (Double.isFinite(bound)) {
      json.put(key, bound == Math.rint(bound) ? (Object) (long) bound : (Object) bound);
    }
  }
}
