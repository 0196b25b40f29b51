package dev.fairlead.routing;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.routing.journal.Decision;
import java.util.List;

/**
 * What a model said, and how it came to be asked.
 *
 * @param text the answer
 * @param reasoning what the model thought before, empty if it did not say
 * @param finish why it stopped
 * @param decision how it was chosen and what it took; already in the journal
 * @param pages what the vendor's search found, as far as it tells that beside the text
 */
public record Answer(
    String text,
    String reasoning,
    ChatEvent.Reason finish,
    Decision decision,
    List<ChatEvent.Page> pages) {
  public Answer {
    pages = List.copyOf(pages);
  }

  /** An answer for which nothing was searched. */
  public Answer(String text, String reasoning, ChatEvent.Reason finish, Decision decision) {
    this(text, reasoning, finish, decision, List.of());
  }
}
