package dev.fairlead.routing.rollout;

import java.util.Locale;

/** The way that a call's model was chosen. */
public enum Arm {
  /** It is the set one. */
  FIXED,
  /** By what the call needs. */
  ROUTER;

  /** The word for it in rows. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
