package dev.fairlead.benchmarks;

import java.time.Duration;

/**
 * How many calls are in flight, and how long the vendor takes: next to nothing, so that both cores
 * are full and everything that is done shows; or as long as a quick model, so that only what a call
 * has to wait for shows. Then the calls begin one after the other, as those of people do.
 */
record Pace(int inFlight, Duration vendor) {
  String words() {
    return ", %d in flight, vendor takes %d ms".formatted(inFlight, vendor.toMillis());
  }

  /** How long the first calls begin after each other. */
  Duration apart() {
    return vendor.dividedBy(inFlight);
  }
}
