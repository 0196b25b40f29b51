package dev.fairlead.daemon.store;

import java.time.Instant;

/** Moments as whole microseconds since 1970, which sort in every engine alike. */
final class Micros {
  private static final int PER_SECOND = 1_000_000;
  private static final int NANOS = 1_000;

  private Micros() {}

  static Instant moment(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * (long) NANOS);
  }

  static long of(Instant moment) {
    return moment.getEpochSecond() * PER_SECOND + moment.getNano() / NANOS;
  }
}
