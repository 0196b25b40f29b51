package dev.fairlead.providers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The conversation that golden bodies are made of: every role, a function, an image, a file. */
public final class Conversations {
  public static final Part.Image IMAGE =
      new Part.Image(
          "dot.jpg", // its bytes say otherwise
          "image/jpeg",
          Base64.getDecoder()
              .decode(
                  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
                      + "awAAAABJRU5ErkJggg=="));
  public static final Part.Document DOCUMENT =
      new Part.Document(
          "spec.pdf", "application/pdf", "%PDF-1.7 fake".getBytes(StandardCharsets.UTF_8));

  private Conversations() {}

  /** Three turns with these attachments in the first. */
  public static ChatRequest threeTurns(Model model, List<Part> attachments) {
    return new ChatRequest(
        model,
        List.of(
            new Message.Instructions("You are \"brief\".\nAnswer in English."),
            new Message.User(attachments),
            new Message.Assistant(
                "",
                "The user wants the weather.",
                List.of(
                    new ChatEvent.ToolCall("get_weather_0", "get_weather", "{\"city\":\"Paris\"}"),
                    new ChatEvent.ToolCall("get_weather_1", "get_weather", "{\"city\":\"Rom\"}"))),
            new Message.ToolAnswer("get_weather_0", "get_weather", "18 °C"),
            new Message.ToolAnswer("get_weather_1", "get_weather", "25 °C"),
            new Message.User("And tomorrow?"),
            new Message.Assistant("晴 in both."),
            new Message.User("As JSON.")),
        Effort.MEDIUM,
        true,
        500,
        0.333,
        List.of(new ToolSpec("get_weather", "The weather of a city.", schema())),
        false,
        true,
        "thread-1");
  }

  private static Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", Map.of("city", Map.of("type", "string")));
    schema.put("required", List.of("city"));
    schema.put("additionalProperties", false);
    return schema;
  }
}
