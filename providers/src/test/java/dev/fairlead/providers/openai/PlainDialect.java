package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** That of a vendor with nothing of its own. */
final class PlainDialect implements Dialect {
  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public void check(ChatRequest request) {}

  @Override
  public void fields(ChatRequest request, JsonGenerator json) {}

  @Override
  public void vendorTools(ChatRequest request, Access access, JsonGenerator json) {}

  @Override
  public void document(Part.Document document, JsonGenerator json) {}

  @Override
  public @Nullable String replay(Message.Assistant answer) {
    return null;
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
    return refusal.byStatus();
  }
}
