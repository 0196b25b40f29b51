package dev.fairlead.routing.resilience;

import java.time.Duration;

/**
 * What all calls may use together.
 *
 * @param day the most that the user's calls may cost on one day (UTC), in USD
 * @param workspace the most that the calls of one workspace may cost on one day (UTC), in USD
 * @param planCalls how many calls a plan's key grants within its window; 0 where that is not known
 * @param planWindow how long that window is
 */
public record PurseLimits(double day, double workspace, int planCalls, Duration planWindow) {
  /** No limit at all. */
  public static final PurseLimits NONE =
      new PurseLimits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Duration.ofHours(5));

  /** Where the limit of a day is set. */
  public static final String DAY = "limits.budget_day";

  /** Where the limit of a workspace's day is set. */
  public static final String WORKSPACE = "limits.budget_workspace";

  public PurseLimits {
    if (!(day >= 0) || !(workspace >= 0) || planCalls < 0 || !planWindow.isPositive()) {
      throw new IllegalArgumentException(
          "a budget cannot be negative: " + day + ", " + workspace + ", " + planCalls);
    }
  }

  /** Whether anything has to be counted. */
  public boolean any() {
    return day < Double.POSITIVE_INFINITY || workspace < Double.POSITIVE_INFINITY || planCalls > 0;
  }
}
