package dev.fairlead.providers.glm;

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

/** What GLM does its own way (documents and recordings of 2026-07 to 2026-09). */
final class GlmDialect implements Dialect {
  /** Messages of errors come in Chinese otherwise. */
  private static final Map<String, String> HEADERS = Map.of("Accept-Language", "en-US,en");

  @Override
  public Map<String, String> headers() {
    return HEADERS;
  }

  @Override
  public void check(ChatRequest request) throws ProviderException {
    Attachments.check(request);
  }

  @Override
  public void fields(ChatRequest request, JsonGenerator json) {}

  /** The search engines of the two regions have different names (document of 2026-09). */
  @Override
  public void vendorTools(ChatRequest request, Access access, JsonGenerator json) {
    if (request.webSearch()) {
      String host = access.base().getHost();
      boolean china = host != null && host.endsWith("bigmodel.cn");
      json.writeStartObject();
      json.writeStringProperty("type", "web_search");
      json.writeObjectPropertyStart("web_search");
      json.writeBooleanProperty("enable", true);
      json.writeStringProperty("search_engine", china ? "search_pro" : "search_pro_jina");
      json.writeBooleanProperty("search_result", true);
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  @Override
  public void document(Part.Document document, JsonGenerator json) {
    Attachments.write(document, json);
  }

  @Override
  public @Nullable String replay(Message.Assistant answer) {
    return answer.reasoning();
  }

  @Override
  public String callType(String function) {
    return "function";
  }

  @Override
  public boolean namesToolAnswers() {
    return false;
  }

  @Override
  public ProviderError classify(Refusal refusal) {
    return GlmErrors.classify(refusal);
  }
}
