package dev.fairlead.daemon.protocol;

import dev.fairlead.routing.Progress;
import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that may outlast its client's patience: it then has its answer, which names a job, and
 * goes on as that. Thread-safe.
 */
final class LongCall implements Progress, Jobs.Call {
  private final String tool;
  private final RunningRequest request;
  private final @Nullable RequestProgress progress;
  private final Jobs jobs;
  private final InstantSource wall;
  private final Call call;
  private final BiConsumer<String, ToolResult> reply;
  private volatile String doing = "beginning";
  private volatile Supplier<SoFar> soFar = () -> SoFar.NOTHING;
  private volatile Jobs.@Nullable Going going;

  /**
   * A call of that tool.
   *
   * @param progress where the client hears of it, or null if it does not want to
   * @param reply sends the job's id and a result that tells it; run at most once, with the right to
   *     the request's only reply
   */
  LongCall(
      String tool,
      RunningRequest request,
      @Nullable RequestProgress progress,
      Jobs jobs,
      InstantSource wall,
      Call call,
      BiConsumer<String, ToolResult> reply) {
    this.tool = tool;
    this.request = request;
    this.progress = progress;
    this.jobs = jobs;
    this.wall = wall;
    this.call = call;
    this.reply = reply;
  }

  @Override
  public void report(String message) {
    doing = message;
    if (progress != null) {
      progress.report(message);
    }
  }

  @Override
  public void answering(Supplier<SoFar> text) {
    soFar = text;
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
    return call.arguments();
  }

  @Override
  public List<Path> roots() {
    return call.workspace().roots();
  }

  @Override
  public void cancel() {
    request.hurry();
  }

  /** The client's patience has ended: from now on the call is a job, unless it has its reply. */
  void handOver(Duration after) {
    request.reply(() -> {
      Jobs.Going job = jobs.begin(tool, wall.instant().minus(after), this);
      going = job;
      reply.accept(
          job.id(),
          new ToolResult(
              ToolResult.Status.RUNNING,
              "%s goes on as job %s after %d s: %s. Call result with {\"job\": \"%s\"} to wait for its answer."
                  .formatted(tool, job.id(), after.toSeconds(), doing, job.id()),
              null,
              null,
              null));
    });
  }

  /** The call has ended, which is news for its job if it is one. */
  void ended(ToolResult result) {
    Jobs.Going job = going;
    if (job != null) {
      job.ended(result);
    }
  }
}
