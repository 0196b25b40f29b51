package dev.fairlead.tools;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decisions that were made, for telling what came of them. Safe for use by many threads. */
@FunctionalInterface
public interface Past {
  /** Nothing is remembered. */
  Past NONE = _ -> Optional.empty();

  /**
   * The decision of that id, or for {@code last} the newest that was about a model: its columns by
   * name, and its attempts in order, as {@code daemon decisions --json} prints them.
   *
   * @throws Unreadable if they cannot be read now
   * @throws InterruptedException if the calling thread was interrupted
   */
  Optional<Map<String, @Nullable Object>> find(String id) throws Unreadable, InterruptedException;

  /** The decisions cannot be read; the message says why and what to do. */
  final class Unreadable extends Exception {
    /** With that message. */
    public Unreadable(String message) {
      super(message);
    }
  }
}
