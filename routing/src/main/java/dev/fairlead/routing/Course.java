package dev.fairlead.routing;

import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Situation;
import org.jspecify.annotations.Nullable;

/**
 * The plan that a call is to follow.
 *
 * @param plan the plan
 * @param situation what it was made in
 * @param placement where the call stands in a roll-out, or null without one
 */
record Course(Plan plan, Situation situation, @Nullable Placement placement) {}
