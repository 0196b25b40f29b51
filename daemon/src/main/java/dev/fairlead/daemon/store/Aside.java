package dev.fairlead.daemon.store;

import dev.fairlead.tools.Unreadable;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does what a tool wants of the store. Each time is a thread of its own: the driver must not run on
 * the virtual thread of a call, nor see its interrupts.
 */
public final class Aside {
  private Aside() {}

  /**
   * What came of it; an interrupted caller does not wait for its end.
   *
   * @throws Unreadable if it failed, with its message
   * @throws InterruptedException if the calling thread was interrupted
   */
  public static <T> T ask(Callable<T> work) throws Unreadable, InterruptedException {
    FutureTask<T> look = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("log").start(look);
    try {
      return look.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new Unreadable(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    }
  }
}
