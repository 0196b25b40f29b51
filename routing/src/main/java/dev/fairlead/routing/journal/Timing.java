package dev.fairlead.routing.journal;

import java.time.Duration;

/**
 * Where the time of a call or of an attempt went. The parts follow one another and make up the
 * whole.
 *
 * @param overhead what the daemon itself took: reading files, choosing, writing the request
 * @param lane the wait for a free slot of a key
 * @param pause the wait that a vendor asked for, or that follows a failure
 * @param ahead what the vendor took for what comes before the request: files, searches, counts
 * @param connect until the request began to leave
 * @param silence from then to the first event, or to the end of an attempt that had none
 * @param answer from the first event to the end
 */
public record Timing(
    Duration overhead,
    Duration lane,
    Duration pause,
    Duration ahead,
    Duration connect,
    Duration silence,
    Duration answer) {
  /** No time at all. */
  public static final Timing NONE =
      new Timing(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);

  /** All parts together. */
  public Duration whole() {
    return overhead.plus(elsewhere());
  }

  /** Both, part by part. */
  public Timing plus(Timing other) {
    return new Timing(
        overhead.plus(other.overhead),
        lane.plus(other.lane),
        pause.plus(other.pause),
        ahead.plus(other.ahead),
        connect.plus(other.connect),
        silence.plus(other.silence),
        answer.plus(other.answer));
  }

  /** The same as parts of that whole: what none of them explains is overhead. */
  public Timing within(Duration whole) {
    return new Timing(whole.minus(elsewhere()), lane, pause, ahead, connect, silence, answer);
  }

  private Duration elsewhere() {
    return lane.plus(pause).plus(ahead).plus(connect).plus(silence).plus(answer);
  }
}
