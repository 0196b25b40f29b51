package dev.fairlead.tools.workflow;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.Profile;
import org.jspecify.annotations.Nullable;

/** Where a call stands in a run of steps; only the text is required, one call being enough. */
public record Step(
    @Field("what you ask, or do in this step") String step,
    @Field(value = "this step, from 1", min = 1, from = Profile.FULL) @Nullable Integer stepNumber,
    @Field(value = "steps you expect, from 1", min = 1, from = Profile.FULL)
        @Nullable Integer totalSteps,
    @Field("true: more steps follow, no model is asked yet") @Nullable Boolean nextStepRequired,
    @Field("thread to go on with") @Nullable String continuationId) {}
