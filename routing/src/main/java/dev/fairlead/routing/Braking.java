package dev.fairlead.routing;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.rollout.Brake;

/**
 * A journal that also tells a brake how the calls of each arm end.
 *
 * @param journal where decisions go
 * @param brake told once they are there
 */
public record Braking(Journal journal, Brake brake) implements Journal {
  @Override
  public void prepare() {
    journal.prepare();
  }

  @Override
  public void settle() {
    journal.settle();
  }

  @Override
  public void record(Decision decision) {
    journal.record(decision);
    Placement placement = decision.placement();
    if (placement != null && placement.arm() != null) {
      brake.ended(placement.arm(), decision.result());
    }
  }
}
