package dev.fairlead.tools;

import dev.fairlead.routing.Progress.SoFar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that went on after their client's patience had ended. Implementations are safe for use
 * by many threads.
 */
public interface Jobs {
  /** A call of that tool, which began then, goes on from now on. */
  Going begin(String tool, Instant started, Call call);

  /** The job of that id as it is now; empty if there is none, or not any more. */
  Optional<Job> find(String id);

  /**
   * The job of that id as it is when it has ended, or after that time; empty if there is none.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  Optional<Job> await(String id, Duration time) throws InterruptedException;

  /** Ends the call of that job; does nothing if it has ended, or if there is no such job. */
  void cancel(String id);

  /**
   * Takes up again a job whose process ended before it did; it goes on under the same id.
   *
   * @return why that cannot be done, or nothing if it goes on, or has ended by itself
   */
  Optional<String> resume(String id);

  /** The jobs there are, the newest first. */
  List<Job> list();

  /** What has become of a job. */
  enum Change {
    BEGUN,
    ENDED,
    /** It had ended and gave way to a newer one. */
    GONE
  }

  /** What a job can be asked while its call goes on; safe for use by many threads. */
  interface Call {
    /** What is going on now, in a few words. */
    String doing();

    /** What has come of the answer so far; a fallback may begin it anew. */
    SoFar soFar();

    /** What the tool was called with. */
    default Map<String, Object> arguments() {
      return Map.of();
    }

    /** The directories whose files it may read. */
    default List<Path> roots() {
      return List.of();
    }

    /** Ends it soon. */
    void cancel();
  }

  /** A job as its call sees it. */
  interface Going {
    /** The job's id. */
    String id();

    /** The call has ended, with that result. */
    void ended(ToolResult result);
  }
}
