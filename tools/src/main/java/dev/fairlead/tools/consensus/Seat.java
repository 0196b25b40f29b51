package dev.fairlead.tools.consensus;

import org.jspecify.annotations.Nullable;

/**
 * Who is asked, and to hold which stance.
 *
 * @param model as the caller named it, or the id that was chosen; null if none could be chosen, so
 *     that the router says why
 * @param stance the side to look at hardest
 * @param words the caller's own for that stance, or null
 */
record Seat(@Nullable String model, Stance stance, @Nullable String words) {
  /** What the model is told of its stance; the verdict stays its own whatever the caller says. */
  String told() {
    return words == null
        ? stance.words()
        : "Your stance: %s. %s\nIt never changes your verdict, which is your own."
            .formatted(stance.label(), words.strip());
  }

  String name() {
    return name(model == null ? "no model" : model);
  }

  /** The seat by the model that sits there, with its stance where it has one. */
  String name(String sitting) {
    return stance == Stance.NEUTRAL ? sitting : sitting + " (" + stance.label() + ")";
  }
}
