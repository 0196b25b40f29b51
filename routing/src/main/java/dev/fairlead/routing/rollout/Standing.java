package dev.fairlead.routing.rollout;

import java.time.Instant;

/**
 * The last turn that the roll-out took.
 *
 * @param mode the mode it was in
 * @param back whether the router was given up then
 * @param since when that was
 * @param why the router was given up, else empty
 */
public record Standing(Mode mode, boolean back, Instant since, String why) {
  /** Whether calls in that mode go to the set model because of it. */
  public boolean holds(Mode now) {
    return back && mode == now;
  }
}
