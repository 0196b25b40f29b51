package dev.fairlead.daemon.cli;

import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Selection;
import dev.fairlead.routing.selection.Situation;
import java.time.LocalDate;
import java.util.List;

/** No calls in flight, and the rests that a test makes up. */
record QuietTraffic(Roster roster, List<Resting> resting) implements Traffic {
  @Override
  public Plan plan(Ask ask) {
    return Selection.plan(ask, new Situation(roster, Health.GOOD, LocalDate.of(2026, 11, 20)));
  }

  @Override
  public int inFlight(String key) {
    return 0;
  }

  @Override
  public int width(String key) {
    return 3;
  }
}
