package dev.fairlead.routing.selection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What calls may still use at this moment. Vendors do not tell how much of a plan is left: a window
 * is known only where the user has said its size, and what is used of it is this machine's own
 * count.
 *
 * @param limits the sums that calls on metered keys may cost together
 * @param windows the known windows of plan keys, by the id of the key; a key without one counts as
 *     full
 */
public record Budget(List<Limit> limits, Map<String, Window> windows) {
  /** No limit, and no window that is known. */
  public static final Budget NONE = new Budget(List.of(), Map.of());

  public Budget {
    limits = List.copyOf(limits);
    windows = Map.copyOf(windows);
  }

  /**
   * A sum that is not to be exceeded, in USD.
   *
   * @param setting where it is set
   * @param cap the sum
   * @param spent what was spent or is set aside
   */
  public record Limit(String setting, double cap, double spent) {
    /** What is left, never negative. */
    public double left() {
      return Math.max(0, cap - spent);
    }
  }

  /**
   * The calls that a plan grants within a stretch of time.
   *
   * @param size how many calls
   * @param used how many of them were made
   * @param free when the first of the used ones is granted again, or null if none is used
   */
  public record Window(int size, int used, @Nullable Instant free) {
    /** The share that is used, from 0 to 1. */
    public double share() {
      return Math.min(1, used / (double) size);
    }

    /** Whether nothing is left. */
    public boolean usedUp() {
      return used >= size;
    }
  }

  /** The limit that leaves least, or null if there is none. */
  @Nullable Limit tightest() {
    Limit tightest = null;
    for (Limit limit : limits) {
      if (tightest == null || limit.left() < tightest.left()) {
        tightest = limit;
      }
    }
    return tightest;
  }
}
