package dev.fairlead.routing.rollout;

import java.util.Optional;

/**
 * When the router is given up.
 *
 * @param calls how many of its calls have to have ended before it is judged
 * @param points how much more of them may fail than of the set model's, in percent points
 */
public record BrakeLimits(int calls, double points) {
  /** What holds unless settings say otherwise. */
  public static final BrakeLimits DEFAULT = new BrakeLimits(50, 5);

  /**
   * How many of the router's newest calls are looked at: a bad turn must not drown in good days.
   */
  public int newest() {
    return 4 * calls;
  }

  /** Why the router is to be given up, or nothing if it is not. */
  public Optional<String> exceeded(Count router, Count fixed) {
    return router.calls() >= calls && router.percent() - fixed.percent() > points
        ? Optional.of(
            router.describe()
                + " of the router's newest calls failed, "
                + (fixed.calls() == 0
                    ? "and there are none of the set model's to compare with"
                    : fixed.describe() + " of the set model's"))
        : Optional.empty();
  }
}
