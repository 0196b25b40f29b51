package dev.fairlead.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What was measured, one after the other.
 *
 * @param nanos the single measurements in nanoseconds
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record Samples(long[] nanos) {
  Samples {
    nanos = nanos.clone();
  }

  double median() {
    return at(0.5);
  }

  /** The value that the given share of all measurements does not exceed, in milliseconds. */
  double at(double share) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int index = (int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)));
    return sorted[index] / 1e6;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "median %.2f ms, p99 %.2f ms", median(), at(0.99));
  }
}
