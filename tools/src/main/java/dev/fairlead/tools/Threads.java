package dev.fairlead.tools;

import dev.fairlead.tools.files.GatedFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conversations that can be continued. Implementations are safe for use by many threads. */
public interface Threads {
  /** Starts a thread for that tool and returns its id. */
  String start(String tool);

  /** The turns of that thread, oldest first; empty if there is no such thread or it has expired. */
  Optional<List<Turn>> find(String id);

  /** The threads there are, those used last first. */
  List<Head> list();

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
   * @param said what the caller wrote
   * @param asked the same as the model saw or would see it, with files and instructions
   * @param answered what came back; empty if no model was asked
   * @param state what the tool wants to know of it later, as a JSON document
   * @param attached images and documents that the model saw for the first time
   */
  record Turn(
      String tool,
      Instant at,
      String said,
      String asked,
      String answered,
      String state,
      List<GatedFile.Attachment> attached) {
    public Turn {
      attached = List.copyOf(attached);
    }
  }

  /**
   * A thread in a list.
   *
   * @param id to go on with
   * @param tool that began it
   * @param started when it was begun
   * @param last when it was gone on with
   * @param turns how many there are
   * @param about what the caller wrote first
   */
  record Head(String id, String tool, Instant started, Instant last, int turns, String about) {}
}
