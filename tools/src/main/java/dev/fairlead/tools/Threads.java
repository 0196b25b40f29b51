package dev.fairlead.tools;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conversations that can be continued. Implementations are safe for use by many threads. */
public interface Threads {
  /** Starts a thread for that tool and returns its id. */
  String start(String tool);

  /** The turns of that thread, oldest first; empty if there is no such thread or it has expired. */
  Optional<List<Turn>> find(String id);

  /**
   * Adds a turn at the thread's end.
   *
   * @throws IllegalArgumentException if there is no such thread
   */
  void append(String id, Turn turn);

  /**
   * One turn of a thread.
   *
   * @param tool the tool that was called
   * @param at when
   * @param asked what the caller said, as the model saw or would see it
   * @param answered what came back; empty if no model was asked
   * @param state what the tool wants to know of it later, as a JSON document
   */
  record Turn(String tool, Instant at, String asked, String answered, String state) {}
}
