package dev.fairlead.routing.rollout;

import java.util.Locale;

/**
 * Calls, and how many of them failed.
 *
 * @param calls those that say something about their arm
 * @param errors the failed ones among them
 */
public record Count(int calls, int errors) {
  /** No calls. */
  public static final Count NONE = new Count(0, 0);

  /** The share that failed, in percent; 0 without calls. */
  public double percent() {
    return calls == 0 ? 0 : 100.0 * errors / calls;
  }

  /** The same in words: {@code 3 of 50 (6.0 %)}. */
  public String describe() {
    return String.format(Locale.ROOT, "%d of %d (%.1f %%)", errors, calls, percent());
  }
}
