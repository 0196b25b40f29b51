package dev.fairlead.simulator.answer;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers that are JSON documents. */
final class JsonAnswer {
  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonAnswer() {}

  /** The same facts as in the plain answer. */
  static String facts(String model, Conversation conversation, List<String> notes) {
    ObjectNode root = JSON.createObjectNode();
    root.put("model", model);
    root.put("question", conversation.question());
    ArrayNode files = root.putArray("files");
    for (GivenFile file : conversation.files()) {
      files
          .addObject()
          .put("path", file.path())
          .put("lines", file.lines().size())
          .put("sha256", file.hash());
    }
    ArrayNode images = root.putArray("images");
    conversation.attachments(Attachment.Kind.IMAGE).forEach(image -> images.add(image.label()));
    ArrayNode documents = root.putArray("documents");
    conversation.documents().forEach(documents::add);
    ArrayNode remarks = root.putArray("notes");
    notes.forEach(remarks::add);
    root.put("messages", conversation.asked().size());
    root.put("earlier_turns", conversation.earlierTurns());
    return JSON.writeValueAsString(root);
  }

  /** A small document that a schema accepts. */
  static String sample(JsonNode schema, String words) {
    return JSON.writeValueAsString(value(schema, words, 0));
  }

  private static JsonNode value(JsonNode schema, String words, int depth) {
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").path(0);
    }
    if (schema.path("anyOf").size() > 0) {
      return value(schema.path("anyOf").path(0), words, depth);
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.path(0).asString("") : type.asString("");
    return switch (name) {
      case "string" -> JSON.getNodeFactory().stringNode(words);
      case "integer" -> JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
      case "number" -> JSON.getNodeFactory().numberNode(schema.path("minimum").asDouble(1));
      case "boolean" -> JSON.getNodeFactory().booleanNode(true);
      case "null" -> JSON.nullNode();
      case "array" -> {
        ArrayNode array = JSON.createArrayNode();
        if (depth < 16) {
          array.add(value(schema.path("items"), words, depth + 1));
        }
        yield array;
      }
      default -> object(schema, words, depth);
    };
  }

  private static ObjectNode object(JsonNode schema, String words, int depth) {
    ObjectNode object = JSON.createObjectNode();
    if (depth < 16) {
      schema
          .path("properties")
          .properties()
          .forEach(entry -> object.set(entry.getKey(), value(entry.getValue(), words, depth + 1)));
    }
    return object;
  }
}
