package dev.fairlead.routing.rollout;

import java.time.Duration;
import java.util.List;

/**
 * How the calls of one arm went.
 *
 * @param count how many there were, and how many failed
 * @param median the time of an answered call; zero if none was answered
 * @param slow the time that 95 % of the answered calls did not exceed
 * @param cost of all counted calls, in USD
 * @param tokens of all counted calls
 * @param aside calls that say nothing about the arm and are in no other figure
 */
public record Figures(
    Count count, Duration median, Duration slow, double cost, long tokens, int aside) {
  /** The figures of those calls. */
  public static Figures of(List<Sample> samples) {
    List<Sample> counted =
        samples.stream().filter(sample -> sample.result() != Result.ASIDE).toList();
    List<Duration> times =
        counted.stream()
            .filter(sample -> sample.result() == Result.ANSWERED)
            .map(Sample::took)
            .sorted()
            .toList();
    return new Figures(
        new Count(counted.size(), counted.size() - times.size()),
        percentile(times, 50),
        percentile(times, 95),
        counted.stream().mapToDouble(Sample::cost).sum(),
        counted.stream().mapToLong(Sample::tokens).sum(),
        samples.size() - counted.size());
  }

  /** How many calls the times are of. */
  public int answered() {
    return count.calls() - count.errors();
  }

  /** The mean cost of a call, in USD; 0 without calls. */
  public double costOfOne() {
    return count.calls() == 0 ? 0 : cost / count.calls();
  }

  /** The smallest time that so many percent do not exceed. */
  private static Duration percentile(List<Duration> sorted, int percent) {
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }
}
