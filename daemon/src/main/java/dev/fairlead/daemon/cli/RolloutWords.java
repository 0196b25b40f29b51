package dev.fairlead.daemon.cli;

import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.rollout.Standing;
import java.util.Locale;

/** Words for the roll-out in force. */
final class RolloutWords {
  private RolloutWords() {}

  /** Who chooses, in a clause; {@code fixed} is the set model. */
  static String of(Rollout rollout, String fixed) {
    return switch (rollout.mode()) {
      case FIXED -> "fixed: calls go to " + fixed;
      case SHADOW -> "shadow: calls go to " + fixed + ", the router's choice is kept beside";
      case CANARY ->
          "canary: "
              + percent(rollout.percent())
              + " of the threads go through the router, the others to "
              + fixed;
      case ON ->
          "on: the router chooses"
              + (rollout.reversible()
                  ? ", and gives way to " + fixed + " if its calls fail too often"
                  : "");
    };
  }

  /** That the router was given up, why, and the way on. */
  static String back(Standing standing) {
    return "given up at "
        + standing.since().toString().replaceFirst("\\..*", "Z")
        + ": "
        + standing.why()
        + "; to go on: daemon rollout --resume, or set another routing.mode";
  }

  static String percent(double share) {
    return share == Math.rint(share) ? String.format(Locale.ROOT, "%.0f %%", share) : share + " %";
  }
}
