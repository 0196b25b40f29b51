package dev.fairlead.routing.resilience;

/** A clock for durations: it only goes forward, and its values mean nothing alone. */
@FunctionalInterface
public interface Ticker {
  /** Nanoseconds since some moment. */
  long nanos();
}
