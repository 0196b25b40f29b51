package dev.fairlead.daemon.cli;

import dev.fairlead.providers.text.Nearest;
import java.util.Collection;
import java.util.stream.Collectors;

/** The value of an option that cannot be used; the message names the option and the remedy. */
final class BadValue extends Exception {
  BadValue(String message) {
    super(message);
  }

  /** A word that is none of those an option knows. */
  static BadValue unknown(String option, String word, Collection<String> known) {
    String near = Nearest.to(word, known).map(found -> " (did you mean " + found + "?)").orElse("");
    return new BadValue(
        option
            + ": there is no "
            + word
            + near
            + "; known: "
            + known.stream().sorted().collect(Collectors.joining(", ")));
  }
}
