package dev.fairlead.tools;

import dev.fairlead.routing.Progress.SoFar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that went on after its client's patience had ended, as it is at one moment.
 *
 * @param id for {@code result}
 * @param tool whose call it is
 * @param started when the call came in
 * @param state how it stands
 * @param doing what is going on, in a few words; empty once it has ended
 * @param soFar what has come of the answer; nothing once it has ended
 * @param result what the call would have returned, or null if it has not ended
 */
public record Job(
    String id,
    String tool,
    Instant started,
    State state,
    String doing,
    SoFar soFar,
    @Nullable ToolResult result) {
  /** How a job stands. */
  public enum State {
    /** It goes on. */
    RUNNING,
    /** Its process ended before it did: it has no result, and can be taken up again. */
    BROKEN,
    /** It has a result. */
    ENDED
  }
}
