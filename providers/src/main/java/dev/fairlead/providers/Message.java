package dev.fairlead.providers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation; roles are never flattened into a single text. */
public sealed interface Message {
  /** What the model is told about its part. */
  record Instructions(String text) implements Message {}

  /** What the user says, in the order it is to be read. */
  record User(List<Part> parts) implements Message {
    public User {
      parts = List.copyOf(parts);
    }

    /** A user message of one text. */
    public User(String text) {
      this(List.of(new Part.Text(text)));
    }
  }

  /**
   * What a model answered earlier.
   *
   * @param text the answer
   * @param reasoning what it thought, where the vendor wants it back
   * @param calls the functions it called
   */
  record Assistant(String text, @Nullable String reasoning, List<ChatEvent.ToolCall> calls)
      implements Message {
    public Assistant {
      calls = List.copyOf(calls);
    }

    /** An answer of text alone. */
    public Assistant(String text) {
      this(text, null, List.of());
    }
  }

  /**
   * The beginning of the answer, which the model goes on from without saying it again; the last
   * message, and only for models whose {@link Parameters#continues} says so.
   */
  record Beginning(String text) implements Message {}

  /** What a called function returned. */
  record ToolAnswer(String callId, String name, String text) implements Message {}
}
