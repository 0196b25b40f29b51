package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one JSON document of the wire says: a chunk of a stream, a whole reply, or an error.
 *
 * @param model the id that answers, if told
 * @param reasoning more of it, or empty
 * @param text more of it, or empty
 * @param calls pieces of function calls
 * @param finish why the answer ended, if it has
 * @param usage the tokens of the whole attempt, if told
 * @param complaint the error, if it is one
 * @param pages what the vendor's search found
 */
record Reply(
    @Nullable String model,
    String reasoning,
    String text,
    List<Piece> calls,
    @Nullable String finish,
    @Nullable Usage usage,
    @Nullable Complaint complaint,
    List<ChatEvent.Page> pages) {
  /** What says nothing of a search. */
  Reply(
      @Nullable String model,
      String reasoning,
      String text,
      List<Piece> calls,
      @Nullable String finish,
      @Nullable Usage usage,
      @Nullable Complaint complaint) {
    this(model, reasoning, text, calls, finish, usage, complaint, List.of());
  }

  /**
   * A piece of a function call; what is missing is empty.
   *
   * @param index which call it belongs to, or -1 where the vendor does not say
   */
  record Piece(int index, String id, String name, String arguments) {}
}
