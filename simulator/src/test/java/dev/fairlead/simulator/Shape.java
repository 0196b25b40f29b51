package dev.fairlead.simulator;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a JSON document looks like without its values: keys in their order, and kinds. */
final class Shape {
  private Shape() {}

  static String of(String json) {
    return of(Client.JSON.readTree(json));
  }

  static String of(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(Shape::entry)
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (node.isArray()) {
      return node.values().stream().map(Shape::of).collect(Collectors.joining(",", "[", "]"));
    }
    return node.isString() ? "text" : node.isNumber() ? "number" : node.toString();
  }

  private static String entry(Map.Entry<String, JsonNode> entry) {
    return entry.getKey() + ":" + of(entry.getValue());
  }
}
