package dev.fairlead.daemon.install;

import dev.fairlead.tools.catalog.OldNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A server that came before; {@code predecessors.yaml} says what each field means.
 *
 * @param servers the names under which clients may know it
 * @param variables what became of its variables
 */
public record Predecessor(List<String> servers, Map<String, Fate> variables) {
  /** The fields of an entry that list tools, in any client. */
  private static final List<String> TOOL_LISTS =
      List.of(
          "autoApprove",
          "alwaysAllow",
          "includeTools",
          "excludeTools",
          "enabledTools",
          "disabledTools",
          "enabled_tools",
          "disabled_tools",
          "tools");

  /**
   * What became of a variable.
   *
   * @param to the variable that means the same
   * @param as how its value is written anew
   * @param key whether it is a key
   * @param say what to do about it instead
   */
  record Fate(@Nullable String to, @Nullable String as, boolean key, @Nullable String say) {}

  /**
   * What is taken over.
   *
   * @param keys the names of variables with keys
   * @param environment variables of ours, with values
   * @param lists lists of tools in the entry itself
   * @param notes what became of the rest
   */
  record Legacy(
      List<String> keys,
      Map<String, String> environment,
      Map<String, Object> lists,
      List<String> notes) {
    static final Legacy NONE = new Legacy(List.of(), Map.of(), Map.of(), List.of());
  }

  private static final class Known {
    static final Map<String, Predecessor> ALL =
        Client.read("predecessors.yaml", new TypeReference<>() {});
  }

  /** That of that name: pal or exai. */
  public static Optional<Predecessor> named(String name) {
    return Optional.ofNullable(Known.ALL.get(name));
  }

  /** The names of all of them. */
  public static List<String> names() {
    return new ArrayList<>(Known.ALL.keySet());
  }

  /** What its entry among a client's servers has to give, and the name of that entry. */
  Optional<Map.Entry<String, Map<?, ?>>> entry(@Nullable Object all) {
    if (!(all instanceof Map<?, ?> entries)) {
      return Optional.empty();
    }
    return servers.stream()
        .filter(name -> entries.get(name) instanceof Map<?, ?>)
        .findFirst()
        .map(name -> Map.entry(name, (Map<?, ?>) entries.get(name)));
  }

  /** What is taken over from that entry. */
  Legacy from(String server, Map<?, ?> entry) {
    List<String> keys = new ArrayList<>();
    Map<String, String> environment = new LinkedHashMap<>();
    Map<String, Object> lists = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    variables(entry)
        .forEach((name, value) -> {
          Fate fate = variables.get(name);
          if (fate == null) {
            notes.add(name + " of " + server + " is not taken over: nothing here is like it");
          } else if (fate.key()) {
            keys.add(name);
            if (!value.isEmpty() && !value.contains("$") && !value.contains("{env:")) {
              notes.add(
                  name
                      + " stands in the entry of "
                      + server
                      + " itself: set it in your environment, its value is not copied");
            }
          } else if (fate.to() != null) {
            written(fate, value).ifPresent(text -> environment.put(fate.to(), text));
          } else {
            notes.add(name + ": " + fate.say());
          }
        });
    for (String list : TOOL_LISTS) {
      if (entry.get(list) instanceof List<?> tools && !tools.isEmpty()) {
        lists.put(
            list, tools.stream().map(tool -> OldNames.now(tool.toString())).distinct().toList());
      }
    }
    notes.add(
        "the entry " + server + " is left as it is: remove it when you do not need it any more");
    return new Legacy(keys, environment, lists, notes);
  }

  private static Map<String, String> variables(Map<?, ?> entry) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String field : List.of("env", "environment")) {
      if (entry.get(field) instanceof Map<?, ?> map) {
        map.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
      }
    }
    if (entry.get("env_vars") instanceof List<?> names) {
      names.forEach(name -> variables.putIfAbsent(String.valueOf(name), ""));
    }
    return variables;
  }

  private static Optional<String> written(Fate fate, String value) {
    String text = value.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (fate.as() == null ? "text" : fate.as()) {
          case "tools" ->
              Stream.of(text.split("[,\\s]+"))
                  .map(OldNames::now)
                  .distinct()
                  .collect(Collectors.joining(","));
          case "hours" -> text + "h";
          case "level" -> level(text.toLowerCase(Locale.ROOT));
          default -> text;
        });
  }

  private static String level(String word) {
    return switch (word) {
      case "warning" -> "warn";
      case "critical", "fatal" -> "error";
      default -> word;
    };
  }
}
