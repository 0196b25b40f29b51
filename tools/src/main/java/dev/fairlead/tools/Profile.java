package dev.fairlead.tools;

import java.util.Locale;

/** How many tools, and how much of each, a client is shown: every description costs it tokens. */
public enum Profile {
  /** What is needed most. */
  LEAN,
  /** What most people want. */
  STANDARD,
  /** Everything. */
  FULL;

  /** Whether what that profile shows is shown by this one, too. */
  public boolean shows(Profile other) {
    return compareTo(other) >= 0;
  }

  /** The word of the settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
