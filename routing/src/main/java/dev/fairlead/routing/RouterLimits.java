package dev.fairlead.routing;

import dev.fairlead.routing.resilience.Backoff;
import java.time.Duration;

/**
 * How far the router goes for one call, within its deadline.
 *
 * @param attempts the most calls of models for one call of a tool
 * @param continuations how often an answer that reached its limit of length is gone on with
 * @param patience the longest wait for the same candidate while there is another to ask
 * @param laneWait the longest wait for a free slot of a metered key while there is another to ask
 * @param planWait the same for a plan's key, whose calls are paid for already
 * @param restWait the longest wait for a model that rests, by a call that has no other to ask
 * @param firstEvent the longest wait for the first event of a streamed answer
 * @param betweenEvents the longest silence in the middle of one
 * @param fairWait a shorter silence, cut by the caller's deadline, does not count against the model
 * @param backoff the pauses before the same candidate is asked again
 */
public record RouterLimits(
    int attempts,
    int continuations,
    Duration patience,
    Duration laneWait,
    Duration planWait,
    Duration restWait,
    Duration firstEvent,
    Duration betweenEvents,
    Duration fairWait,
    Backoff backoff) {
  /** What holds unless settings say otherwise. */
  public static final RouterLimits DEFAULT =
      new RouterLimits(
          8,
          3,
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(3),
          Duration.ofMinutes(5),
          Duration.ofSeconds(20),
          new Backoff(Duration.ofSeconds(2), 2, Duration.ofSeconds(30)));

  /** These with other limits on silence. */
  public RouterLimits with(Duration first, Duration between) {
    return new RouterLimits(
        attempts,
        continuations,
        patience,
        laneWait,
        planWait,
        restWait,
        first,
        between,
        fairWait,
        backoff);
  }

  public RouterLimits {
    if (attempts < 1) {
      throw new IllegalArgumentException("a call needs at least one attempt: " + attempts);
    }
  }
}
