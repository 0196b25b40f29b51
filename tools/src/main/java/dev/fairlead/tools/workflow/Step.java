package dev.fairlead.tools.workflow;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.Profile;
import org.jspecify.annotations.Nullable;

/** Where a call stands in a run of steps; only the text is required, one call being enough. */
public record Step(
    @Field("what you ask or do now") String step,
    @Field(value = "from 1", min = 1, bounded = true, from = Profile.FULL)
        @Nullable Integer stepNumber,
    @Field(value = "expected, from 1", min = 1, bounded = true, from = Profile.FULL)
        @Nullable Integer totalSteps,
    @Field("more steps follow; no model yet") @Nullable Boolean nextStepRequired,
    @Field("thread to continue") @Nullable String continuationId) {

  /** The same, with more steps to follow. */
  public Step goingOn() {
    return new Step(step, stepNumber, totalSteps, true, continuationId);
  }

  /** Whether it begins a run and leaves open whether it ends it. */
  public boolean begins() {
    return nextStepRequired == null
        && totalSteps == null
        && continuationId == null
        && (stepNumber == null || stepNumber == 1);
  }
}
