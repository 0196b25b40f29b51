package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ToolSpec;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes the body of a chat request, its fields always in the same order. */
final class ChatBody {
  private final ChatRequest request;
  private final Dialect dialect;
  private final ImageAddress images;
  private final JsonGenerator json;

  private ChatBody(ChatRequest request, Dialect dialect, ImageAddress images, JsonGenerator json) {
    this.request = request;
    this.dialect = dialect;
    this.images = images;
    this.json = json;
  }

  static byte[] of(ChatRequest request, Access access, Dialect dialect, ImageAddress images) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = Json.write(out)) {
      new ChatBody(request, dialect, images, json).write(access);
    }
    return out.toByteArray();
  }

  /** The prompt alone, for counting its tokens, under the name that the vendor counts it by. */
  static byte[] promptOf(ChatRequest request, String model, Dialect dialect) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = Json.write(out)) {
      ChatBody body = new ChatBody(request, dialect, ImageAddress.INLINE, json);
      json.writeStartObject();
      json.writeStringProperty("model", model);
      body.messages();
      if (!request.tools().isEmpty()) {
        json.writeArrayPropertyStart("tools");
        request.tools().forEach(body::tool);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private void messages() {
    json.writeArrayPropertyStart("messages");
    for (Message message : request.messages()) {
      json.writeStartObject();
      message(message);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(Access access) {
    Controls controls = new Controls(request, json);
    json.writeStartObject();
    json.writeStringProperty("model", request.model().id());
    messages();
    if (!request.tools().isEmpty() || request.webSearch()) {
      json.writeArrayPropertyStart("tools");
      request.tools().forEach(this::tool);
      dialect.vendorTools(request, access, json);
      json.writeEndArray();
      controls.functions();
    }
    if (request.json()) {
      json.writeObjectPropertyStart("response_format");
      json.writeStringProperty("type", "json_object");
      json.writeEndObject();
    }
    controls.outputLimit();
    controls.thinking();
    controls.sampling();
    dialect.fields(request, json);
    json.writeBooleanProperty("stream", request.stream());
    if (request.stream()) {
      json.writeObjectPropertyStart("stream_options");
      json.writeBooleanProperty("include_usage", true);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void message(Message message) {
    switch (message) {
      case Message.Instructions(String text) -> {
        json.writeStringProperty("role", "system");
        json.writeStringProperty("content", text);
      }
      case Message.User(List<Part> parts) -> {
        json.writeStringProperty("role", "user");
        user(parts);
      }
      case Message.Assistant answer -> assistant(answer);
      case Message.Beginning(String text) -> {
        json.writeStringProperty("role", "assistant");
        json.writeStringProperty("content", text);
        json.writeBooleanProperty("partial", true);
      }
      case Message.ToolAnswer(String callId, String name, String text) -> {
        json.writeStringProperty("role", "tool");
        json.writeStringProperty("tool_call_id", callId);
        if (dialect.namesToolAnswers()) {
          json.writeStringProperty("name", name);
        }
        json.writeStringProperty("content", text);
      }
    }
  }

  /** One text goes as it is; more parts keep their order, without texts that say nothing. */
  private void user(List<Part> parts) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)) {
      json.writeStringProperty("content", text);
      return;
    }
    json.writeArrayPropertyStart("content");
    boolean captioned = false;
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> {
          if (!text.isBlank()) {
            captioned = true;
            text(text);
          }
        }
        case Part.Image image -> image(image);
        case Part.Document document -> dialect.document(document, json);
      }
    }
    if (!captioned) {
      text(caption(parts)); // an image without words is refused by some
    }
    json.writeEndArray();
  }

  private void text(String text) {
    json.writeStartObject();
    json.writeStringProperty("type", "text");
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }

  private void image(Part.Image image) {
    json.writeStartObject();
    json.writeStringProperty("type", "image_url");
    json.writeObjectPropertyStart("image_url");
    json.writeStringProperty("url", images.of(image));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String caption(List<Part> parts) {
    StringBuilder names = new StringBuilder("Attached:");
    for (Part part : parts) {
      switch (part) {
        case Part.Text _ -> {}
        case Part.Image image -> names.append(' ').append(image.name());
        case Part.Document document -> names.append(' ').append(document.name());
      }
    }
    return names.toString();
  }

  private void assistant(Message.Assistant answer) {
    json.writeStringProperty("role", "assistant");
    json.writeStringProperty("content", answer.text());
    String reasoning = dialect.replay(answer);
    if (reasoning != null) {
      for (String field : dialect.reasoningFields()) {
        json.writeStringProperty(field, reasoning);
      }
    }
    if (!answer.calls().isEmpty()) {
      json.writeArrayPropertyStart("tool_calls");
      answer.calls().forEach(this::call);
      json.writeEndArray();
    }
  }

  private void call(ChatEvent.ToolCall call) {
    json.writeStartObject();
    json.writeStringProperty("id", call.id());
    json.writeStringProperty("type", dialect.callType(call.name()));
    json.writeObjectPropertyStart("function");
    json.writeStringProperty("name", call.name());
    json.writeStringProperty("arguments", call.arguments());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void tool(ToolSpec tool) {
    json.writeStartObject();
    json.writeStringProperty("type", "function");
    json.writeObjectPropertyStart("function");
    json.writeStringProperty("name", tool.name());
    json.writeStringProperty("description", tool.description());
    json.writeName("parameters");
    Json.value(tool.parameters(), json);
    json.writeEndObject();
    json.writeEndObject();
  }
}
