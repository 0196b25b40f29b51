package dev.fairlead.routing.resilience;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one platform thread that touches health files: no interrupt of a call ever reaches it. It
 * starts with its first task and does not keep the process from ending.
 */
final class Caretaker {
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private @Nullable Thread thread;

  /** Does that, after what was asked for before. */
  synchronized void run(Runnable task) {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("health").start(this::work);
    }
    tasks.add(task);
  }

  private void work() {
    while (true) {
      try {
        tasks.take().run();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Ends it, once what was asked for is done. */
  void stop() {
    run(() -> Thread.currentThread().interrupt());
  }
}
