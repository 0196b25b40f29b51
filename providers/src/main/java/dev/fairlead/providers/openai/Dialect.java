package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** In what a vendor differs from the common wire. Stateless. */
public interface Dialect {
  /** Headers of every request beside the common ones. */
  Map<String, String> headers();

  /**
   * Complains about what the vendor would refuse anyway, before anything is sent.
   *
   * @throws ProviderException if the request cannot succeed
   */
  void check(ChatRequest request) throws ProviderException;

  /** Writes the fields that only this vendor has. */
  void fields(ChatRequest request, JsonGenerator json);

  /** Writes the vendor's own tools into the list of tools. */
  void vendorTools(ChatRequest request, Access access, JsonGenerator json);

  /** Writes a document as a part of a user message. */
  void document(Part.Document document, JsonGenerator json);

  /** The reasoning to send back with an earlier answer, or null for none. */
  @Nullable String replay(Message.Assistant answer);

  /** The fields of an earlier answer that hold its reasoning. */
  default List<String> reasoningFields() {
    return List.of("reasoning_content");
  }

  /** The type that a call of that function has in an earlier answer. */
  String callType(String function);

  /** Whether a function's result names the function. */
  boolean namesToolAnswers();

  /** Which error a refusal is; by status, code and type, never by prose alone. */
  ProviderError classify(Refusal refusal);
}
