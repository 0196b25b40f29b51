package dev.fairlead.routing.selection;

import dev.fairlead.routing.selection.Health.KeyedModel;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * All that a plan depends on beside the ask.
 *
 * @param roster the models, the keys that reach them, and the switches in force
 * @param health what rests, how fast models were, and how often they failed
 * @param today the day that decides which models have ended
 * @param warm the model and key that answered the ask's thread last, and may know its beginning by
 *     heart, or null
 * @param budget what is left of money and of plans
 */
public record Situation(
    Roster roster, Health health, LocalDate today, @Nullable KeyedModel warm, Budget budget) {
  /** A situation without a budget. */
  public Situation(Roster roster, Health health, LocalDate today, @Nullable KeyedModel warm) {
    this(roster, health, today, warm, Budget.NONE);
  }

  /** The same in which no model knows the thread. */
  public Situation(Roster roster, Health health, LocalDate today) {
    this(roster, health, today, null);
  }
}
