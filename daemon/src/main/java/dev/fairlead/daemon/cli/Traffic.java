package dev.fairlead.daemon.cli;

import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;
import java.util.List;

/** How calls fare at this moment, as all daemons of this machine know it. */
public interface Traffic {
  /** What would be tried for that ask; calls nobody. */
  Plan plan(Ask ask);

  /** The keys and models that rest after failures. */
  List<Resting> resting();

  /** The calls in flight with the key of that id. */
  int inFlight(String key);

  /** How many there may be at once. */
  int width(String key);
}
