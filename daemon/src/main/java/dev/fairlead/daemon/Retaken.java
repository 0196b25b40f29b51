package dev.fairlead.daemon;

import dev.fairlead.daemon.protocol.Outcome;
import dev.fairlead.daemon.store.DatabaseJobs;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.files.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that is made again because its process ended before it did; nobody waits for it but those
 * who ask for its job. A model that can goes on from what it had said.
 */
final class Retaken implements Progress, Jobs.Call {
  private final Tool tool;
  private final Map<String, Object> arguments;
  private final Workspace workspace;
  private final Deadline deadline;
  private final SoFar begun;
  private volatile String doing = "beginning again";
  private volatile Supplier<SoFar> soFar;
  private volatile @Nullable Thread thread;

  Retaken(
      Tool tool,
      Map<String, Object> arguments,
      Workspace workspace,
      Deadline deadline,
      SoFar begun) {
    this.tool = tool;
    this.arguments = arguments;
    this.workspace = workspace;
    this.deadline = deadline;
    this.begun = begun;
    this.soFar = () -> begun;
  }

  /** Makes the call, as what it begins as. */
  void start(DatabaseJobs.Beginning begin) {
    Jobs.Going job = begin.as(this);
    Call call = new Call(arguments, workspace, deadline, this, deadline.left());
    thread =
        Thread.ofVirtual().name("job " + job.id()).start(() -> job.ended(Outcome.of(tool, call)));
  }

  @Override
  public void report(String message) {
    doing = message;
  }

  @Override
  public void answering(Supplier<SoFar> text) {
    soFar = text;
  }

  @Override
  public SoFar begun() {
    return begun;
  }

  @Override
  public String doing() {
    return doing;
  }

  @Override
  public SoFar soFar() {
    return soFar.get();
  }

  @Override
  public Map<String, Object> arguments() {
    return arguments;
  }

  @Override
  public List<Path> roots() {
    return workspace.roots();
  }

  @Override
  public void cancel() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
