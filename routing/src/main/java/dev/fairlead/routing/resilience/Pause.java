package dev.fairlead.routing.resilience;

import java.time.Duration;

/** A way to wait, so that tests need not. */
@FunctionalInterface
public interface Pause {
  /**
   * Returns after that time.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  void sleep(Duration time) throws InterruptedException;
}
