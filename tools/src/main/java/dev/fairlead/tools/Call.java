package dev.fairlead.tools;

import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.tools.files.Workspace;
import java.time.Duration;
import java.util.Map;

/**
 * One call of a tool.
 *
 * @param arguments as the client sent them
 * @param workspace whose files may be read
 * @param deadline by when it has ended
 * @param progress where to say how far it is
 * @param patience how long the client waits for an answer to any one request
 */
public record Call(
    Map<String, Object> arguments,
    Workspace workspace,
    Deadline deadline,
    Progress progress,
    Duration patience) {}
