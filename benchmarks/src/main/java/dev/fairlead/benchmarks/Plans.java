package dev.fairlead.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** How long a plan takes to make, over catalogs of three sizes. */
final class Plans {
  private static final int USUAL = 60;
  private static final double MOST_MICROS = 5;

  /** Each model may cost that much more in a large catalog than in a small one. */
  private static final double MOST_GROWTH = 1.3;

  private Plans() {}

  static void measure(Report report) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(PlanBenchmark.class.getSimpleName())
            .forks(3)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .jvmArgs(Flags.SHIPPED.toArray(String[]::new))
            .verbosity(VerboseMode.SILENT)
            .build();
    Map<Integer, RunResult> results = new TreeMap<>();
    for (RunResult result : new Runner(options).run()) {
      results.put(Integer.parseInt(result.getParams().getParam("models")), result);
    }
    double usual = median(Objects.requireNonNull(results.get(USUAL)));
    results.forEach((models, result) -> {
      double allocated =
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore();
      String what = "a plan over " + models + " models";
      report.shown(
          what,
          String.format(
              Locale.ROOT,
              "median %.2f µs, p99 %.2f µs, %,.0f bytes",
              median(result),
              times(result).getPercentile(99) / 1e3,
              allocated),
          median(result) / usual);
      double growth = median(result) / models / (usual / USUAL);
      report.hold(
          what, models <= USUAL || growth <= MOST_GROWTH, "no more than linear in the models");
    });
    report.hold("a plan over 60 models", usual <= MOST_MICROS, "at most 5 µs in the median");
  }

  private static double median(RunResult result) {
    return times(result).getPercentile(50) / 1e3;
  }

  private static Statistics times(RunResult result) {
    return result.getPrimaryResult().getStatistics();
  }
}
