package dev.fairlead.routing.rollout;

import java.util.Locale;

/** What the end of a call says about its arm. */
public enum Result {
  /** It was answered. */
  ANSWERED,
  /** It was not, and the caller is not to blame. */
  ERROR,
  /** Nothing: it was cancelled, or could not be done as the caller wanted it. */
  ASIDE;

  /** The word for it in rows. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
