package dev.fairlead.routing.resilience;

import java.time.Duration;

/**
 * The one moment by which a call has ended, whatever it does until then.
 *
 * @param ticker the clock it is told by
 * @param begin when it was set, in that clock's nanoseconds
 * @param end in that clock's nanoseconds
 */
public record Deadline(Ticker ticker, long begin, long end) {
  /** That much time from now. */
  public static Deadline in(Duration time, Ticker ticker) {
    return since(ticker.nanos(), time, ticker);
  }

  /** That much time from that moment, in the ticker's nanoseconds. */
  public static Deadline since(long begin, Duration time, Ticker ticker) {
    return new Deadline(ticker, begin, begin + time.toNanos());
  }

  /** What is left; never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - ticker.nanos()));
  }

  /** Whether nothing is left. */
  public boolean passed() {
    return left().isZero();
  }
}
