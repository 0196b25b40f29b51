package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Dialect;
import dev.fairlead.providers.openai.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What Kimi does its own way (documents and recordings of 2026-07 to 2026-09). */
final class KimiDialect implements Dialect {
  /** The name that is a call to Kimi itself. */
  static final String WEB_SEARCH = "$web_search";

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public void check(ChatRequest request) throws ProviderException {
    Attachments.check(request);
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
