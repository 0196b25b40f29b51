package dev.fairlead.routing.rollout;

/**
 * Gives the router up when its calls fail too often, until somebody resumes or another mode is set.
 * Implementations are safe for use by many threads, and neither fail nor hold a call for more than
 * a small bound.
 */
public interface Brake {
  /** Whether calls go to the set model, with that roll-out in force; asked for each call. */
  boolean pulled(Rollout rollout);

  /** Told of each call of an arm, after its decision is in the journal. */
  void ended(Arm arm, Result result);
}
