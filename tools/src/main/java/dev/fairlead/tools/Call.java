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
 * @param consent has the user decide what only a user may
 */
public record Call(
    Map<String, Object> arguments,
    Workspace workspace,
    Deadline deadline,
    Progress progress,
    Duration patience,
    Consent consent) {
  /** A call behind which nobody is who could be asked. */
  public Call(
      Map<String, Object> arguments,
      Workspace workspace,
      Deadline deadline,
      Progress progress,
      Duration patience) {
    this(arguments, workspace, deadline, progress, patience, Consent.NONE);
  }

  /** The same, telling its progress there. */
  public Call telling(Progress other) {
    return new Call(arguments, workspace, deadline, other, patience, consent);
  }
}
