package dev.fairlead.tools;

import dev.fairlead.routing.Ids;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.files.GatedFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The conversations that can be continued. Implementations are safe for use by many threads. */
public interface Threads {
  /** Starts a thread for that tool and returns its id. */
  String start(String tool);

  /** The turns of that thread, oldest first; empty if there is no such thread or it has expired. */
  Optional<List<Turn>> find(String id);

  /** The threads there are, those used last first. */
  List<Head> list();

  /**
   * Adds a turn after the one that its caller saw last. If another turn came there meanwhile, it
   * begins a branch, which is a thread of its own that shares what came before. A thread that had
   * to give way while the turn was under way is begun again with it: no answer is lost for want of
   * room.
   *
   * @param after the id of that last turn, or null if there was none
   * @return the id of the thread that the turn is in
   */
  String append(String id, @Nullable String after, Turn turn);

  /** The id of the last of these turns, or null if there is none. */
  static @Nullable String last(List<Turn> turns) {
    return turns.isEmpty() ? null : turns.getLast().id();
  }

  /**
   * One turn of a thread.
   *
   * @param id its own
   * @param tool the tool that was called
   * @param at when
   * @param said what the caller wrote
   * @param asked the same as the model saw or would see it, with files and instructions
   * @param answered what came back; empty if no model was asked
   * @param state what the tool wants to know of it later, as a JSON document
   * @param attached images and documents that the model saw for the first time
   * @param sent every file that went along, with its hash
   */
  record Turn(
      String id,
      String tool,
      Instant at,
      String said,
      String asked,
      String answered,
      String state,
      List<GatedFile.Attachment> attached,
      List<Ask.Sent> sent) {
    public Turn {
      attached = List.copyOf(attached);
      sent = List.copyOf(sent);
    }

    /** A new turn, with which no files went but these. */
    public Turn(
        String tool,
        Instant at,
        String said,
        String asked,
        String answered,
        String state,
        List<GatedFile.Attachment> attached) {
      this(
          Ids.of(at, ThreadLocalRandom.current()).toString(),
          tool,
          at,
          said,
          asked,
          answered,
          state,
          attached,
          List.of());
    }

    /** The same with all files that went along. */
    public Turn with(List<Ask.Sent> files) {
      return new Turn(id, tool, at, said, asked, answered, state, attached, files);
    }

    /** The id of the branch that begins with this turn, if one has to. */
    public String branch() {
      return branch(id);
    }

    /** The id of the branch that begins with the turn of that id. */
    public static String branch(String turn) {
      return UUID.nameUUIDFromBytes(("branch at " + turn).getBytes(StandardCharsets.UTF_8))
          .toString();
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
