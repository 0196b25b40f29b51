package dev.fairlead.routing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDs of version 7, which sort by the time they were made at. */
public final class Ids {
  private final InstantSource clock;
  private final RandomGenerator chance;

  Ids(InstantSource clock, RandomGenerator chance) {
    this.clock = clock;
    this.chance = chance;
  }

  UUID next() {
    return of(clock.instant(), chance);
  }

  /** One of that moment. */
  public static UUID of(Instant moment, RandomGenerator chance) {
    long version = 0x7000L | (chance.nextLong() & 0x0FFFL);
    long variant = 0x8000_0000_0000_0000L | (chance.nextLong() >>> 2);
    return new UUID((moment.toEpochMilli() << 16) | version, variant);
  }
}
