package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
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

  /** Names what shares a prefix, so that the prefix is looked for where it was kept. */
  @Override
  public void fields(ChatRequest request, JsonGenerator json) {
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
}
