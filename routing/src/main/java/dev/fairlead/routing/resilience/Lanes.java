package dev.fairlead.routing.resilience;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Bounds the number of calls in flight for each key. Implementations are safe for use by many
 * threads and may share their slots with other processes.
 */
public interface Lanes {
  /** What a call is part of. */
  enum Kind {
    /** A call that somebody waits for. */
    SINGLE,
    /**
     * One of several calls made at once. They leave a slot of every lane that has two or more to
     * single calls, and never go before a single call that waits.
     */
    FAN_OUT
  }

  /**
   * Takes a slot of that key's lane, in the order of arrival; the slot must be closed.
   *
   * @param within how long to wait for it
   * @param waiting told about once a second how many wait before this one
   * @return empty if none became free in time
   * @throws InterruptedException if the calling thread was interrupted; no slot is then taken
   */
  Optional<Slot> enter(String key, Kind kind, Deadline within, IntConsumer waiting)
      throws InterruptedException;

  /** Takes a slot for a single call. */
  default Optional<Slot> enter(String key, Deadline within, IntConsumer waiting)
      throws InterruptedException {
    return enter(key, Kind.SINGLE, within, waiting);
  }

  /** The calls in flight for that key. */
  int inFlight(String key);

  /** How many slots of a lane of that width calls of that kind may hold at once. */
  static int most(Kind kind, int width) {
    return kind == Kind.FAN_OUT ? Math.max(1, width - 1) : width;
  }

  /** A place in a lane. */
  interface Slot extends AutoCloseable {
    /** Leaves the lane; more than once does nothing more. */
    @Override
    void close();
  }

  /** That much time, but not beyond the deadline. */
  static Deadline sooner(Deadline deadline, Duration time) {
    Deadline other = Deadline.in(time, deadline.ticker());
    return other.end() - deadline.end() < 0 ? other : deadline;
  }
}
