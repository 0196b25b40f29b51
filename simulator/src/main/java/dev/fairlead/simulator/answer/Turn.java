package dev.fairlead.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One message of the conversation.
 *
 * @param role who speaks
 * @param text its text parts, joined by line ends
 * @param attachments its other parts
 * @param message the message as it came
 */
public record Turn(String role, String text, List<Attachment> attachments, JsonNode message) {
  /** Keeps its own list. */
  public Turn {
    attachments = List.copyOf(attachments);
  }

  static Turn of(JsonNode message) {
    List<Attachment> attachments = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    JsonNode content = message.path("content");
    if (content.isArray()) {
      for (JsonNode part : content) {
        if (part.path("type").asString("").equals("text")) {
          text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asString(""));
        } else {
          attachments.add(Attachment.of(part));
        }
      }
    } else {
      text.append(content.asString(""));
    }
    return new Turn(message.path("role").asString(""), text.toString(), attachments, message);
  }

  /** Whether it is a beginning that the answer has to go on from. */
  public boolean partial() {
    return message.path("partial").asBoolean(false);
  }

  /** What it adds to a prompt. */
  public int tokens() {
    int tokens = 4 + Tokens.of(text) + Tokens.of(message.path("reasoning_content").asString(""));
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      tokens += 4 + Tokens.of(function.path("name").asString(""));
      tokens += Tokens.of(function.path("arguments").asString(""));
    }
    for (Attachment attachment : attachments) {
      tokens += attachment.tokens();
    }
    return tokens;
  }
}
