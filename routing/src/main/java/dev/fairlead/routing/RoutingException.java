package dev.fairlead.routing;

import dev.fairlead.routing.journal.Decision;

/** A call that no model answered; its message says what failed and what to change. */
public final class RoutingException extends Exception {
  private final transient Decision decision;

  /** A failure with that message, and the decision that is in the journal for it. */
  public RoutingException(String message, Decision decision) {
    super(message);
    this.decision = decision;
  }

  /** What was planned and tried. */
  public Decision decision() {
    return decision;
  }
}
