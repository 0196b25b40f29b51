package dev.fairlead.providers.text;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Has a virtual thread's work done by a platform thread, where that work reads what comes with the
 * program: a jar is read under a lock, and where several virtual threads wait for it while others
 * hold on to their carriers, as they do while a class begins, none may ever go on.
 */
public final class PlatformThread {
  private PlatformThread() {}

  /**
   * What that work returns, done by this thread unless it is virtual. Waits for it in any case; an
   * interrupted caller stays interrupted.
   *
   * @throws RuntimeException if it fails: its own, or one that holds what it threw
   */
  public static <T> T call(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    if (Thread.currentThread().isVirtual()) {
      Thread.ofPlatform().daemon().name(name).start(task);
    } else {
      task.run();
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException own
          ? own
          : new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
