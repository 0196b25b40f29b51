package dev.fairlead.benchmarks;

import java.util.List;

/**
 * The median of a figure in each third of a run. The first is for warming up; level is what does
 * not grow from the second to the last.
 */
record Thirds(double first, double middle, double last) {
  /** Takes at least three samples, in the order of time. */
  static Thirds of(List<Long> samples) {
    int all = samples.size();
    if (all < 3) {
      throw new IllegalArgumentException("no thirds of " + all + " samples");
    }
    return new Thirds(
        median(samples.subList(0, all / 3)),
        median(samples.subList(all / 3, 2 * all / 3)),
        median(samples.subList(2 * all / 3, all)));
  }

  /** Whether the last third is no more than so much above the middle one. */
  boolean areLevel(double share, double more) {
    return last <= middle * (1 + share) + more;
  }

  double growth() {
    return last / middle;
  }

  private static double median(List<Long> samples) {
    return samples.stream().sorted().toList().get(samples.size() / 2);
  }
}
