package dev.fairlead.benchmarks;

import dev.fairlead.providers.openai.StreamBenchmark;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How fast the bytes of a stream become events, on one core and in what memory. */
final class Streams {
  private static final double LEAST_MEGABYTES = 100;
  private static final double MOST_ALLOCATED = 2;

  private Streams() {}

  static void measure(Report report) throws RunnerException {
    StreamBenchmark stream = new StreamBenchmark();
    stream.write();
    double bytes = stream.bytes();
    Options options =
        new OptionsBuilder()
            .include(StreamBenchmark.class.getSimpleName())
            .forks(3)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .jvmArgs(Flags.SHIPPED.toArray(String[]::new))
            .verbosity(VerboseMode.SILENT)
            .build();
    for (RunResult result : new Runner(options).run()) {
      boolean framing = result.getPrimaryResult().getLabel().equals("framing");
      // whatever else the machine does can only slow it: the fastest second counts
      double speed = bytes / result.getPrimaryResult().getStatistics().getMin() * 1000;
      double allocated =
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore()
              / bytes;
      String what = framing ? "events found in a stream" : "a stream to what a caller is handed";
      report.figure(what, String.format(Locale.ROOT, "%.0f MB/s", speed));
      report.figure(
          what + ": allocated for each byte", String.format(Locale.ROOT, "%.3f", allocated));
      if (framing) {
        report.hold(what, speed >= LEAST_MEGABYTES, "at least 100 MB/s");
        report.hold(what, allocated <= MOST_ALLOCATED, "at most twice the payload allocated");
      }
    }
  }
}
