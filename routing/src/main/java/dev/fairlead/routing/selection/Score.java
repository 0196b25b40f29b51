package dev.fairlead.routing.selection;

import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Health.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * How well a model suits a policy, from 0 to 1. Depends on that model alone, never on the others,
 * so that taking one away leaves the order of the rest.
 */
final class Score {
  /** A call at this price counts half as cheap as a free one. */
  private static final double HALF_PRICE = 0.02;

  /** A call that takes so many seconds counts half as fast as one that takes none. */
  private static final double HALF_SECONDS = 20;

  /** The answer that speeds are compared on, in tokens. */
  static final double USUAL_ANSWER = 1_000;

  /** What it adds that the vendor's cache knows the thread: more than a shade, less than a tier. */
  static final double WARMTH = 0.05;

  /** A guess is as good as so many measured calls: one slow call must not bury a new model. */
  private static final double TRUST_IN_GUESS = 3;

  /** Seconds for a usual answer, guessed by tier: stronger models are slower. */
  private static final double[] GUESS = {0, 8, 12, 16, 22, 30};

  private Score() {}

  /** The guess, as far as nothing was measured. */
  static double seconds(int tier, @Nullable Speed measured) {
    if (measured == null) {
      return GUESS[tier];
    }
    double real =
        measured.firstEvent().toMillis() / 1e3 + USUAL_ANSWER / measured.tokensPerSecond();
    return (real * measured.samples() + GUESS[tier] * TRUST_IN_GUESS)
        / (measured.samples() + TRUST_IN_GUESS);
  }

  /** The seconds that failures are expected to take before an answer comes from the model. */
  static double lost(@Nullable Trouble trouble) {
    if (trouble == null) {
      return 0;
    }
    double rate = trouble.failures() / (trouble.calls() + TRUST_IN_GUESS);
    return rate / (1 - rate) * (trouble.lost().toMillis() / 1e3);
  }

  static double of(Policy policy, int tier, double cost, double seconds) {
    double strength = (tier - 1) / 4.0;
    double cheapness = HALF_PRICE / (HALF_PRICE + cost);
    double speed = HALF_SECONDS / (HALF_SECONDS + seconds);
    return switch (policy) {
      // a tier outweighs the best price and the best speed together
      case QUALITY -> 0.8 * strength + 0.1 * cheapness + 0.1 * speed;
      case BALANCED -> 0.5 * strength + 0.3 * cheapness + 0.2 * speed;
      case FAST -> 0.1 * strength + 0.1 * cheapness + 0.8 * speed;
      case CHEAP -> 0.06 * strength + 0.9 * cheapness + 0.04 * speed;
    };
  }
}
