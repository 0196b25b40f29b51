package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.openai.Dialect;
import dev.fairlead.providers.openai.Refusal;
import dev.fairlead.providers.openai.Refused;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What Kimi does its own way (documents and recordings of 2026-07 to 2026-09). */
final class KimiDialect implements Dialect {
  /** The name that is a call to Kimi itself. */
  static final String WEB_SEARCH = "$web_search";

  private static final Set<String> IMAGES =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/bmp",
          "image/heic",
          "image/heif");

  /** The limit of a body is 100 MB; base64 takes four bytes for three. */
  private static final long MOST_IMAGE_BYTES = 70_000_000;

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public void check(ChatRequest request) throws ProviderException {
    long bytes = 0;
    for (Part part : Refused.parts(request)) {
      switch (part) {
        case Part.Text _ -> {}
        case Part.Image image -> {
          Refused.unlessImage(request, image, IMAGES);
          bytes += image.bytes().length;
        }
        case Part.Document document -> Refused.unlessDocuments(request, document);
      }
    }
    if (bytes > MOST_IMAGE_BYTES) {
      throw Refused.of(
          "images_too_large",
          "the images have " + bytes + " bytes, kimi takes 70 MB in all: attach fewer");
    }
  }

  /** Never both fields for thinking in one request: that is refused (k2.5 and k2.6). */
  @Override
  public void controls(ChatRequest request, JsonGenerator json) {
    Thinking thinking = request.model().thinking();
    Thinking.Setting setting = thinking.setting(request.thinking());
    if (setting.word() != null) {
      json.writeStringProperty("reasoning_effort", setting.word());
    } else if (thinking.mode() == Thinking.Mode.TOGGLE) {
      json.writeObjectPropertyStart("thinking");
      json.writeStringProperty("type", setting.on() ? "enabled" : "disabled");
      if (setting.on() && replays(request)) {
        json.writeStringProperty("keep", "all"); // without it k2.6 forgets earlier reasoning
      }
      json.writeEndObject();
    }
    if (request.temperature() != null
        && request.model().parameters().sampling() == Parameters.Sampling.FREE) {
      json.writeNumberProperty("temperature", request.temperature());
    }
    if (request.cacheKey() != null) {
      json.writeStringProperty("prompt_cache_key", request.cacheKey());
    }
  }

  @Override
  public void vendorTools(ChatRequest request, Access access, JsonGenerator json) {
    if (request.webSearch()) {
      json.writeStartObject();
      json.writeStringProperty("type", callType(WEB_SEARCH));
      json.writeObjectPropertyStart("function");
      json.writeStringProperty("name", WEB_SEARCH);
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  @Override
  public void document(Part.Document document, JsonGenerator json) {
    throw new IllegalStateException("documents are turned into messages before");
  }

  /** An answer with function calls and without its reasoning is refused by thinking models. */
  @Override
  public @Nullable String replay(Message.Assistant answer) {
    return answer.reasoning() == null && !answer.calls().isEmpty() ? "." : answer.reasoning();
  }

  @Override
  public String callType(String function) {
    return function.startsWith("$") ? "builtin_function" : "function";
  }

  @Override
  public boolean namesToolAnswers() {
    return true;
  }

  @Override
  public ProviderError classify(Refusal refusal) {
    return KimiErrors.classify(refusal);
  }

  private static boolean replays(ChatRequest request) {
    return request.messages().stream()
        .anyMatch(
            message -> message instanceof Message.Assistant answer && answer.reasoning() != null);
  }
}
