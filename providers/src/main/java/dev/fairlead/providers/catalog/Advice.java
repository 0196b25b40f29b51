package dev.fairlead.providers.catalog;

import dev.fairlead.providers.text.Nearest;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Helps somebody who wrote a word that is not known. */
final class Advice {
  private Advice() {}

  /** "did you mean x?" where a known word is close, else all known words. */
  static String on(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> Nearest.distance(lower, candidate)))
        .filter(best -> Nearest.distance(lower, best) <= Math.max(2, word.length() / 3))
        .map(best -> "did you mean " + best + "?")
        .orElseGet(() -> "write one of " + String.join(", ", known.stream().sorted().toList()));
  }
}
