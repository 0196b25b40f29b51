package dev.fairlead.providers.selfhosted;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Dialect;
import dev.fairlead.providers.openai.Refusal;
import dev.fairlead.providers.openai.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What servers of open weights have in common (documents of vLLM 0.7 to 0.26 and SGLang 0.5). */
final class SelfHostedDialect implements Dialect {
  /** What both read with the library they use; Kimi's and GLM's weights see the pixels alone. */
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp");

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public void check(ChatRequest request) throws ProviderException {
    if (request.webSearch()) {
      throw Refused.of(
          "web_search_not_supported",
          request.model().provider()
              + " searches no web: remove web_search from the capabilities of "
              + request.model().id());
    }
    for (Part part : Refused.attachments(request)) {
      switch (part) {
        case Part.Text _ -> {}
        case Part.Image image -> Refused.unlessImage(request, image, IMAGES);
        case Part.Document document ->
            throw Refused.of(
                "document_not_supported",
                request.model().provider()
                    + " takes no documents: send the text of "
                    + document.name());
      }
    }
  }

  @Override
  public void fields(ChatRequest request, JsonGenerator json) {}

  @Override
  public void vendorTools(ChatRequest request, Access access, JsonGenerator json) {}

  @Override
  public void document(Part.Document document, JsonGenerator json) {
    throw new IllegalStateException("documents are refused before");
  }

  @Override
  public @Nullable String replay(Message.Assistant answer) {
    return answer.reasoning();
  }

  /** SGLang and older vLLM read the first, vLLM since 0.12 the second (its issue 38488). */
  @Override
  public List<String> reasoningFields() {
    return List.of("reasoning_content", "reasoning");
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
    return SelfHostedErrors.classify(refusal);
  }
}
