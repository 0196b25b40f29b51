package dev.fairlead.providers;

import java.util.Locale;
import java.util.Optional;

/** How hard a model should think, in the callers' words; the catalog maps it to each vendor's. */
public enum Effort {
  MINIMAL,
  LOW,
  MEDIUM,
  HIGH,
  MAX;

  /** The word callers use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The effort of that word, in any case. */
  public static Optional<Effort> named(String word) {
    for (Effort effort : values()) {
      if (effort.name().equalsIgnoreCase(word)) {
        return Optional.of(effort);
      }
    }
    return Optional.empty();
  }
}
