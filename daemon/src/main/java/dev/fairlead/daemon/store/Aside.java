package dev.fairlead.daemon.store;

import dev.fairlead.tools.Unreadable;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does what a tool wants of the store, on threads apart: the driver must not run on the virtual
 * thread of a call, nor see its interrupts. There are few of them, since each opens the file: calls
 * that pile up wait for one another, and do not use up what the system lets a process open.
 */
public final class Aside {
  /** How much is done at once. */
  static final int MOST = 4;

  private static final ThreadPoolExecutor THREADS = threads();

  private Aside() {}

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("log").factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * What came of it; an interrupted caller does not wait for its end.
   *
   * @throws Unreadable if it failed, with its message
   * @throws InterruptedException if the calling thread was interrupted
   */
  public static <T> T ask(Callable<T> work) throws Unreadable, InterruptedException {
    FutureTask<T> look = new FutureTask<>(work);
    THREADS.execute(look);
    try {
      return look.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new Unreadable(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    } finally {
      THREADS.remove(look); // nobody waits for it any more
    }
  }
}
