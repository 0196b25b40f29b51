package dev.fairlead.routing.resilience;

import java.time.Duration;

/**
 * When breakers open, and for how long.
 *
 * @param failures in a row, within the window, that open the breaker of a model
 * @param window how long a failure counts
 * @param rest how long a model rests first; each failed probe doubles it
 * @param longest the longest rest of a model
 * @param refused how long a key rests that the vendor refuses
 * @param unpaid how long a key rests that has nothing left to pay with, or whose window is used up
 *     for a time the vendor does not tell
 * @param longestQuota the longest rest that a vendor's reset time can cause
 * @param withheld how long a model rests that is not served to the key
 * @param throttle how long a key waits after a rate limit that names no time
 */
public record BreakerLimits(
    int failures,
    Duration window,
    Duration rest,
    Duration longest,
    Duration refused,
    Duration unpaid,
    Duration longestQuota,
    Duration withheld,
    Duration throttle) {
  /** What holds unless settings say otherwise. */
  public static final BreakerLimits DEFAULT =
      new BreakerLimits(
          3,
          Duration.ofMinutes(2),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofDays(7),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1));

  /** These with no rest longer than that. */
  public BreakerLimits atMost(Duration time) {
    return new BreakerLimits(
        failures,
        window,
        shorter(rest, time),
        shorter(longest, time),
        shorter(refused, time),
        shorter(unpaid, time),
        shorter(longestQuota, time),
        shorter(withheld, time),
        shorter(throttle, time));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
