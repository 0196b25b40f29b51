package dev.fairlead.routing.rollout;

/**
 * Gives the router up when its calls fail too often, until somebody resumes or another mode is set.
 * Implementations are safe for use by many threads, and neither fail nor hold a call for more than
 * a small bound.
 */
public interface Brake {
  /** Whether the router is given up. */
  enum State {
    /** It is not. */
    RELEASED,
    /** It is: calls go to the set model. */
    PULLED,
    /** That takes longer to find out than a call waits: it goes the safe way, to the set model. */
    UNKNOWN
  }

  /** How it is, with that roll-out in force; asked for each call. */
  State state(Rollout rollout);

  /** Told of each call of an arm, after its decision is in the journal. */
  void ended(Arm arm, Result result);
}
