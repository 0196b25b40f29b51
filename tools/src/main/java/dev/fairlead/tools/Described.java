package dev.fairlead.tools;

import dev.fairlead.providers.text.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What an agent can be told about a record of arguments. Immutable.
 *
 * @param lines the arguments, in order
 * @param required those of them that must be given
 */
record Described(List<Line> lines, List<String> required) {
  /**
   * An argument.
   *
   * @param name as clients write it
   * @param from the smallest profile that shows it; null if none does
   * @param json its part of the JSON Schema
   */
  record Line(String name, @Nullable Profile from, String json) {
    boolean shown(Profile profile) {
      return from != null && profile.shows(from);
    }
  }

  /** The JSON Schema of what that profile shows: closed, properties in order. */
  String json(Profile profile) {
    StringJoiner properties = new StringJoiner(",", "{", "}");
    for (Line line : lines) {
      if (line.shown(profile)) {
        properties.add(quoted(line.name()) + ":" + line.json());
      }
    }
    StringJoiner names = new StringJoiner(",", "[", "]");
    for (String name : required) {
      names.add(quoted(name));
    }
    return "{\"type\":\"object\",\"properties\":"
        + properties
        + ",\"required\":"
        + names
        + ",\"additionalProperties\":false}";
  }

  /** The same as maps and lists. */
  @SuppressWarnings("unchecked") // an object, whose keys are strings
  Map<String, Object> map(Profile profile) {
    return (Map<String, Object>) Objects.requireNonNull(JsonValues.of(json(profile)));
  }

  /** Names of components have nothing in them that JSON would escape. */
  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
