package dev.fairlead.daemon.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request between its arrival and its reply: gets exactly one reply, or none once it is
 * cancelled. Thread-safe.
 */
final class RunningRequest {
  /** The request that the current thread works for. */
  static final ScopedValue<RunningRequest> CURRENT = ScopedValue.newInstance();

  private final Object id;
  private final String method;
  private final @Nullable Object progressToken;
  private final @Nullable String cursor;
  private final boolean modern;
  private final @Nullable String logLevel;
  private final long arrived;
  private final Sink sink;
  private final Runnable settled;
  private @Nullable Thread thread;
  private volatile @Nullable String oldName;
  private boolean done;
  private boolean cancelled;

  /**
   * A request.
   *
   * @param arrived when its frame was read, in the nanoseconds of the clock of calls
   * @param sink where its reply goes
   * @param settled run once it has its reply, or will have none
   */
  RunningRequest(Frame.Request request, long arrived, Sink sink, Runnable settled) {
    this.sink = sink;
    this.settled = settled;
    this.arrived = arrived;
    this.id = request.id();
    this.method = request.method();
    this.progressToken = tokenOf(request.params());
    this.modern = ModernMeta.isIn(request);
    this.logLevel = ModernMeta.logLevel(request);
    this.cursor =
        request.params() instanceof Map<?, ?> map
                && map.get("cursor") instanceof String text
                && !text.isEmpty()
            ? text
            : null;
  }

  /** The one that the current thread works for, or null. */
  static @Nullable RunningRequest current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** The tool was called by that name, which is none here; null for its own. */
  void calledAs(@Nullable String name) {
    oldName = name;
  }

  /** The name elsewhere that the tool was called by, or null. */
  @Nullable String oldName() {
    return oldName;
  }

  Object id() {
    return id;
  }

  /** Where its reply goes. */
  Sink sink() {
    return sink;
  }

  long arrived() {
    return arrived;
  }

  String method() {
    return method;
  }

  /** Behind which part of a list it asks, or null. */
  @Nullable String cursor() {
    return cursor;
  }

  /** Whether it says for itself what it wants to be told of what is logged in its course. */
  boolean isModern() {
    return modern;
  }

  /** Whether that is what is logged at this level. */
  boolean hears(String level) {
    return logLevel != null
        && ClientLog.LEVELS.indexOf(level) >= ClientLog.LEVELS.indexOf(logLevel);
  }

  /** What progress is to be sent under, or null if none is wanted. */
  @Nullable Object progressToken() {
    return progressToken;
  }

  /** Names the thread that a cancel interrupts; interrupts it at once if the cancel was faster. */
  synchronized void runsOn(Thread worker) {
    thread = worker;
    if (cancelled) {
      worker.interrupt();
    }
  }

  /** Ends it without a reply and interrupts its thread; does nothing if it has its reply. */
  synchronized void cancel() {
    if (done) {
      return;
    }
    done = true;
    cancelled = true;
    settled.run();
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Interrupts its thread, so that it ends soon; a reply may still come. */
  synchronized void hurry() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Runs that with the right to the only reply, if it is still to be had. */
  synchronized void reply(Runnable write) {
    if (!done) {
      done = true;
      write.run();
      settled.run();
    }
  }

  /** Runs that if the reply has not been written, and keeps it from being written meanwhile. */
  synchronized void beforeReply(Runnable write) {
    if (!done) {
      write.run();
    }
  }

  private static @Nullable Object tokenOf(@Nullable Object params) {
    if (params instanceof Map<?, ?> map && map.get("_meta") instanceof Map<?, ?> meta) {
      Object token = meta.get("progressToken");
      return token instanceof String || token instanceof Number ? token : null;
    }
    return null;
  }
}
