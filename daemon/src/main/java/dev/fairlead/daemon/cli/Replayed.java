package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.AskLog.Choice;
import dev.fairlead.daemon.store.AskLog.Logged;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call of the past, planned again.
 *
 * @param call as it was
 * @param after the first choice now, or null if no model can be asked
 * @param why why none can, or null
 * @param before what the first choice then came to
 * @param now what the first choice now would come to
 */
record Replayed(
    Logged call, @Nullable Choice after, @Nullable String why, Measure before, Measure now) {
  /**
   * What a choice comes to.
   *
   * @param cost of the tokens that the call took, in USD; null if it took none or the model is gone
   * @param time expected for a usual answer; null if the model is gone
   */
  record Measure(@Nullable Double cost, @Nullable Duration time) {
    static final Measure UNKNOWN = new Measure(null, null);
  }

  /** Whether a model could be asked then, and none can now. */
  boolean lost() {
    return call.chosen() != null && after == null;
  }

  /** Whether no model could be asked, then as now. */
  boolean refusedAsBefore() {
    return call.chosen() == null && after == null;
  }

  /** Whether another model would be asked now. */
  boolean changed() {
    Choice chosen = call.chosen();
    return after != null && (chosen == null || !chosen.model().equals(after.model()));
  }
}
