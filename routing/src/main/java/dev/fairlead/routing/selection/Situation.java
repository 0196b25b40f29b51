package dev.fairlead.routing.selection;

import dev.fairlead.routing.selection.Health.KeyedModel;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * All that a plan depends on beside the ask.
 *
 * @param roster the models, the keys that reach them, and the switches in force
 * @param health what rests, and how fast models were
 * @param today the day that decides which models have ended
 * @param warm the model and key that answered the ask's thread last, and may know its beginning by
 *     heart, or null
 */
public record Situation(Roster roster, Health health, LocalDate today, @Nullable KeyedModel warm) {
  /** A situation in which no model knows the thread. */
  public Situation(Roster roster, Health health, LocalDate today) {
    this(roster, health, today, null);
  }
}
