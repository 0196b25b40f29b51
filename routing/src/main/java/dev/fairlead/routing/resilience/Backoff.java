package dev.fairlead.routing.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that grow with each failure, each of them by chance up to a half shorter, so that those
 * who failed together do not come back together.
 *
 * @param first the longest pause after one failure
 * @param factor how much longer each next one is
 * @param most the longest of all
 */
public record Backoff(Duration first, double factor, Duration most) {
  public Backoff {
    if (first.isNegative() || factor < 1 || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "pauses must grow from the first to the longest: " + first + ", " + factor + ", " + most);
    }
  }

  /** The pause after that many failures in a row. */
  public Duration after(int failures, RandomGenerator chance) {
    double full =
        Math.min(
            (double) most.toNanos(), first.toNanos() * Math.pow(factor, Math.max(0, failures - 1)));
    return Duration.ofNanos((long) (full * (0.5 + chance.nextDouble() / 2)));
  }
}
