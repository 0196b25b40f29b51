package dev.fairlead.routing.rollout;

import java.util.Locale;

/** Who chooses the model of a call that names none. */
public enum Mode {
  /** Nobody: every call goes to one set model. */
  FIXED,
  /** Nobody, but what the router would choose is kept beside it. */
  SHADOW,
  /** The router for a share of the threads; the others go to the set model. */
  CANARY,
  /** The router. */
  ON;

  /** The word for it in settings and rows. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
