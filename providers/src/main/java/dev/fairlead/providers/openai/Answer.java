package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Usage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One answer as it grows: hands over its events, and knows in the end whether it is whole. */
final class Answer {
  private final Model model;
  private final Consumer<ChatEvent> events;
  private final StringBuilder text = new StringBuilder();
  private final CallAssembly calls = new CallAssembly();
  private String answering;
  private @Nullable String finish;
  private @Nullable Usage usage;

  Answer(Model model, Consumer<ChatEvent> events) {
    this.model = model;
    this.events = events;
    this.answering = model.id();
  }

  /** More of the answer. */
  void add(Reply reply) {
    if (reply.model() != null && !reply.model().isEmpty()) {
      answering = reply.model();
    }
    if (reply.usage() != null) {
      usage = reply.usage(); // the same tokens may be told twice: the last word counts
    }
    if (!reply.reasoning().isEmpty()) {
      events.accept(new ChatEvent.Reasoning(reply.reasoning()));
    }
    if (!reply.text().isEmpty()) {
      text.append(reply.text());
      events.accept(new ChatEvent.Text(reply.text()));
    }
    if (!reply.pages().isEmpty()) {
      events.accept(new ChatEvent.Found(reply.pages()));
    }
    reply.calls().forEach(calls::add);
    if (reply.finish() != null && !reply.finish().isEmpty()) {
      finish = reply.finish();
    }
  }

  /** The vendor has said all it will say. */
  void end() throws ProviderException {
    if (usage != null) {
      events.accept(new ChatEvent.Used(usage));
    }
    String reason = finish == null ? "" : finish;
    switch (reason) {
      case "", "network_error", "abort", "error" ->
          throw broken("the answer has no end" + (reason.isEmpty() ? "" : ": " + reason), null);
      case "sensitive", "content_filter" ->
          throw new ProviderException(new ProviderError.ContentFiltered());
      case "model_context_window_exceeded" ->
          throw new ProviderException(new ProviderError.TooLong(model.context()));
      default -> finished(reason);
    }
  }

  /** The error of an answer that broke off here. */
  ProviderException broken(String detail, @Nullable Throwable cause) {
    ProviderError error =
        text.isEmpty()
            ? new ProviderError.Disconnected(detail)
            : new ProviderError.Interrupted(text.toString());
    return cause == null ? new ProviderException(error) : new ProviderException(error, cause);
  }

  private void finished(String reason) throws ProviderException {
    boolean cut = reason.equals("length");
    if (!cut && !calls.isWhole()) {
      throw new ProviderException(
          new ProviderError.Malformed("a function call whose arguments are not JSON"));
    }
    var whole = calls.whole();
    if (whole.isEmpty() && text.toString().isBlank()) {
      throw new ProviderException(new ProviderError.Empty(reason));
    }
    whole.forEach(events);
    ChatEvent.Reason why =
        cut
            ? ChatEvent.Reason.LENGTH
            : whole.isEmpty() ? ChatEvent.Reason.STOP : ChatEvent.Reason.TOOL_CALLS;
    events.accept(new ChatEvent.Finished(why, answering));
  }
}
