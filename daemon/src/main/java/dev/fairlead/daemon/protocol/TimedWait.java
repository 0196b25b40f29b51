package dev.fairlead.daemon.protocol;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A wait for a client's answer that ends in time, and at once when its thread is interrupted. */
final class TimedWait {
  private TimedWait() {}

  /**
   * What the client answers.
   *
   * @param question waits for it, however long; it belongs to the request of the current thread
   * @throws TimeoutException if it takes longer than that
   */
  static <T> T within(Duration limit, Supplier<T> question)
      throws InterruptedException, TimeoutException {
    FutureTask<T> asking = new FutureTask<>(question::get);
    RunningRequest running = RunningRequest.current();
    Runnable task =
        running == null
            ? asking
            : () -> ScopedValue.where(RunningRequest.CURRENT, running).run(asking);
    Thread.ofVirtual().name("question").start(task);
    try {
      return asking.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
    } finally {
      asking.cancel(true);
    }
  }
}
