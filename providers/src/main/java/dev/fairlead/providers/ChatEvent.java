package dev.fairlead.providers;

import java.time.Duration;
import java.util.List;

/** Something that happened while a model answered, in the order in which it did. */
public sealed interface ChatEvent {
  /**
   * A field of the request that was not sent as the caller wanted it; may come before all others.
   *
   * @param field the field's name, such as {@code temperature}
   * @param why what forbade it, without secrets
   */
  record Adjusted(String field, String why) implements ChatEvent {}

  /**
   * The request has left, or could not; comes before all that the vendor says. What is made of
   * several requests tells it of each.
   *
   * @param ahead the time that the vendor took for what went before: files, searches
   * @param connecting from then until the request began to leave, or until that had failed
   * @param since how long ago it began to leave; zero if it did not
   */
  record Sent(Duration ahead, Duration connecting, Duration since) implements ChatEvent {}

  /** More of what the model thinks. */
  record Reasoning(String text) implements ChatEvent {}

  /** More of the answer. */
  record Text(String text) implements ChatEvent {}

  /**
   * A function the model calls, once it is whole.
   *
   * @param id the vendor's; may repeat between turns
   * @param name the function
   * @param arguments a JSON document
   */
  record ToolCall(String id, String name, String arguments) implements ChatEvent {}

  /**
   * Pages that the vendor's search found, beside the text that was made of them.
   *
   * @param pages in the vendor's order
   */
  record Found(List<Page> pages) implements ChatEvent {
    public Found {
      pages = List.copyOf(pages);
    }
  }

  /**
   * A page on the web, as the vendor tells of it; what it does not tell is empty.
   *
   * @param mark what the text calls it, such as {@code ref_1}
   */
  record Page(String mark, String title, String link, String date) {}

  /** The tokens of the whole attempt; at most once, before the end. */
  record Used(Usage usage) implements ChatEvent {}

  /**
   * The end; always the last event of an attempt that did not fail.
   *
   * @param reason why the model stopped
   * @param model the id the vendor says has answered
   */
  record Finished(Reason reason, String model) implements ChatEvent {}

  /** Why a model stopped. */
  enum Reason {
    /** It had said all. */
    STOP,
    /** It reached the limit of its answer; the text is cut. */
    LENGTH,
    /** It waits for the results of the functions it called. */
    TOOL_CALLS
  }
}
