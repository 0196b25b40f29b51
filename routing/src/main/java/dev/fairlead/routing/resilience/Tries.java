package dev.fairlead.routing.resilience;

import java.time.Duration;

/**
 * How far a call has come when an attempt fails.
 *
 * @param same attempts at this model with this key so far, the failed one included
 * @param pause how long to wait before the same again, if the vendor does not say
 * @param patience the longest wait for the same while there is another to ask
 * @param otherKey whether a candidate with another key is left
 * @param otherModel whether a candidate of another model is left
 * @param otherProvider whether a candidate of another provider is left
 * @param resumable whether the same can go on from what it has said
 */
public record Tries(
    int same,
    Duration pause,
    Duration patience,
    boolean otherKey,
    boolean otherModel,
    boolean otherProvider,
    boolean resumable) {
  /** Tries of what begins anew each time. */
  public Tries(
      int same,
      Duration pause,
      Duration patience,
      boolean otherKey,
      boolean otherModel,
      boolean otherProvider) {
    this(same, pause, patience, otherKey, otherModel, otherProvider, false);
  }
}
