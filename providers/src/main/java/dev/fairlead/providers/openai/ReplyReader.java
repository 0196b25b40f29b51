package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Usage;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one document of the wire, token by token; fields it does not know are skipped. */
final class ReplyReader {
  private final JsonParser json;
  private @Nullable String model;
  private String reasoning = "";
  private String text = "";
  private List<Reply.Piece> calls = List.of();
  private List<ChatEvent.Page> pages = List.of();
  private @Nullable String finish;
  private @Nullable Usage usage;
  private @Nullable Complaint nested;
  private String flatCode = "";
  private String flatType = "";
  private String flatMessage = "";
  private boolean hasChoices;

  private ReplyReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads the object that the parser stands at the beginning of.
   *
   * @throws JacksonException if it is not JSON
   */
  static Reply read(JsonParser json) {
    ReplyReader reader = new ReplyReader(json);
    reader.document();
    return new Reply(
        reader.model,
        reader.reasoning,
        reader.text,
        reader.calls,
        reader.finish,
        reader.usage,
        reader.complaint(),
        reader.pages);
  }

  private void document() {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "model" -> model = scalar();
        case "choices" -> choices(value);
        case "usage" -> usage(value);
        case "web_search" -> pages = FoundPages.read(json);
        case "error" -> error(value);
        case "code" -> flatCode = word();
        case "type" -> flatType = word();
        case "message", "msg" -> flatMessage = word();
        default -> json.skipChildren();
      }
    }
  }

  /** Recorded shapes: nested, flat with message or msg, and an error that is a bare text. */
  private @Nullable Complaint complaint() {
    if (nested != null) {
      return nested;
    }
    return !hasChoices && (!flatCode.isEmpty() || !flatMessage.isEmpty())
        ? new Complaint(flatCode, flatType, flatMessage)
        : null;
  }

  private void error(JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      nested = new Complaint("", "", word());
      return;
    }
    String code = "";
    String type = "";
    String message = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "code" -> code = word();
        case "type" -> type = word();
        case "message", "msg" -> message = word();
        default -> json.skipChildren();
      }
    }
    nested = new Complaint(code, type, message);
  }

  /** Only the first choice counts: more than one is never asked for. */
  private void choices(JsonToken value) {
    hasChoices = true;
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    boolean first = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (first && json.currentToken() == JsonToken.START_OBJECT) {
        choice();
      } else {
        json.skipChildren();
      }
      first = false;
    }
  }

  private void choice() {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "delta", "message" -> message(value);
        case "finish_reason" -> finish = scalar();
        case "usage" -> usage(value);
        default -> json.skipChildren();
      }
    }
  }

  private void message(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken field = json.nextToken();
      switch (name) {
        case "content" -> text = word();
        case "reasoning_content", "reasoning" -> { // the same under two names, or one of them null
          String word = word();
          reasoning = word.isEmpty() ? reasoning : word;
        }
        case "tool_calls" -> toolCalls(field);
        default -> json.skipChildren();
      }
    }
  }

  private void toolCalls(JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    calls = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        calls.add(piece());
      } else {
        json.skipChildren();
      }
    }
  }

  private Reply.Piece piece() {
    int index = -1;
    String id = "";
    String name = "";
    String arguments = "";
    int depth = 0;
    while (json.nextToken() != JsonToken.END_OBJECT || depth-- > 0) {
      if (json.currentToken() == JsonToken.END_OBJECT) {
        continue;
      }
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("function") && value == JsonToken.START_OBJECT) {
        depth++; // its fields are read as if they were the call's own
        continue;
      }
      switch (field) {
        case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : -1;
        case "id" -> id = word();
        case "name" -> name = word();
        case "arguments" -> arguments = arguments(value);
        default -> json.skipChildren();
      }
    }
    return new Reply.Piece(index, id, name, arguments);
  }

  /** A JSON text; some replies hold the object itself. */
  private String arguments(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      return word();
    }
    StringWriter copy = new StringWriter();
    try (JsonGenerator generator = Json.write(copy)) {
      generator.copyCurrentStructure(json);
    }
    return copy.toString();
  }

  private void usage(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    long prompt = 0;
    long completion = 0;
    long cached = 0;
    long thought = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken field = json.nextToken();
      switch (name) {
        case "prompt_tokens" -> prompt = count(field);
        case "completion_tokens" -> completion = count(field);
        case "cached_tokens" -> cached = Math.max(cached, count(field));
        case "prompt_tokens_details" -> cached = Math.max(cached, detail(field, "cached_tokens"));
        case "completion_tokens_details" -> thought = detail(field, "reasoning_tokens");
        default -> json.skipChildren();
      }
    }
    usage = new Usage(prompt, Math.min(cached, prompt), completion, Math.min(thought, completion));
  }

  private long detail(JsonToken value, String wanted) {
    long found = 0;
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return found;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken field = json.nextToken();
      if (name.equals(wanted)) {
        found = count(field);
      } else {
        json.skipChildren();
      }
    }
    return found;
  }

  private long count(JsonToken value) {
    if (value == JsonToken.VALUE_NUMBER_INT) {
      return Math.max(0, json.getLongValue());
    }
    json.skipChildren();
    return 0;
  }

  /** The text of a scalar, or empty for null and for anything with parts. */
  private String word() {
    return word(json);
  }

  /** The same for what that parser stands at. */
  static String word(JsonParser json) {
    String scalar = scalar(json);
    return scalar == null ? "" : scalar;
  }

  private @Nullable String scalar() {
    return scalar(json);
  }

  private static @Nullable String scalar(JsonParser json) {
    if (json.currentToken().isScalarValue()) {
      return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getString();
    }
    json.skipChildren();
    return null;
  }
}
