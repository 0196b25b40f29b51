package dev.fairlead.routing.journal;

import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.selection.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Where a call stood in the roll-out.
 *
 * @param mode the mode that was set
 * @param arm who chose its model, or null if the caller did
 * @param back whether the router had been given up
 * @param shadow what the router would have done, where that was worked out beside
 */
public record Placement(Mode mode, @Nullable Arm arm, boolean back, @Nullable Plan shadow) {}
