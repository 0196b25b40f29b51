package dev.fairlead.routing.selection;

import java.time.LocalDate;

/**
 * All that a plan depends on beside the ask.
 *
 * @param roster the models, the keys that reach them, and the switches in force
 * @param health what rests, and how fast models were
 * @param today the day that decides which models have ended
 */
public record Situation(Roster roster, Health health, LocalDate today) {}
