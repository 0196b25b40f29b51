package dev.fairlead.tools;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that went on after its client's patience had ended, as it is at one moment.
 *
 * @param id for {@code result}
 * @param tool whose call it is
 * @param started when the call came in
 * @param doing what is going on, in a few words; empty once it has ended
 * @param soFar what has come of the answer; empty once it has ended
 * @param result what the call would have returned, or null while it goes on
 */
public record Job(
    String id,
    String tool,
    Instant started,
    String doing,
    String soFar,
    @Nullable ToolResult result) {}
