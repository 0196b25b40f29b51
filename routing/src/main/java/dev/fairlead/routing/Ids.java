package dev.fairlead.routing;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDs of version 7, which sort by the time they were made at. */
final class Ids {
  private final InstantSource clock;
  private final RandomGenerator chance;

  Ids(InstantSource clock, RandomGenerator chance) {
    this.clock = clock;
    this.chance = chance;
  }

  UUID next() {
    long version = 0x7000L | (chance.nextLong() & 0x0FFFL);
    long variant = 0x8000_0000_0000_0000L | (chance.nextLong() >>> 2);
    return new UUID((clock.millis() << 16) | version, variant);
  }
}
