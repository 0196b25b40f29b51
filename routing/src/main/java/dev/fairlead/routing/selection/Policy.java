package dev.fairlead.routing.selection;

import java.util.Locale;
import java.util.Optional;

/** What to favour among the models that can do a call. */
public enum Policy {
  QUALITY,
  BALANCED,
  FAST,
  CHEAP;

  /** The word for it in settings and arguments. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The policy of that word, in any case. */
  public static Optional<Policy> named(String word) {
    for (Policy policy : values()) {
      if (policy.name().equalsIgnoreCase(word)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
