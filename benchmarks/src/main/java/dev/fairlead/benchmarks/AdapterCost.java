package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an adapter adds to a call, beside the bare JDK client in the same JVM: at a vendor that
 * answers at once, where every microsecond shows, and at one that takes {@link #THOUGHT}, which is
 * quicker than any real one.
 */
final class AdapterCost {
  private static final int FORKS = 5;
  private static final Duration THOUGHT = Duration.ofMillis(20);
  private static final double MOST = 1.05;
  private static final double MOST_ADDED_MILLIS = 0.3;

  private AdapterCost() {}

  static void measure(Report report, Path application) throws IOException, InterruptedException {
    List<double[]> forks = new ArrayList<>();
    for (int i = 0; i < FORKS; i++) {
      try (SimulatorProcess quick = SimulatorProcess.start(application, Duration.ZERO);
          SimulatorProcess slow = SimulatorProcess.start(application, THOUGHT)) {
        forks.add(fork(quick.base(), slow.base()));
      }
    }
    for (int vendor = 0; vendor < 2; vendor++) {
      for (int part = 0; part < 2; part++) {
        int bare = vendor * 4 + part;
        String what =
            (part == 0 ? "first event" : "whole call")
                + (vendor == 0 ? ", vendor answers at once" : ", vendor takes 20 ms");
        double ratio = median(forks, fork -> fork[bare + 2] / fork[bare]);
        double added = median(forks, fork -> fork[bare + 2] - fork[bare]);
        report.row(what + ": the bare JDK client", millis(median(forks, f -> f[bare])), 1);
        report.row(what + ": the adapter", millis(median(forks, f -> f[bare + 2])), ratio);
        report.hold(what, vendor == 0 || ratio <= MOST, "at most " + MOST);
        report.hold(what, added <= MOST_ADDED_MILLIS, "at most 0.3 ms more than the bare client");
      }
    }
  }

  private static double[] fork(String... bases) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Flags.SHIPPED);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CallCost.class.getName());
    command.addAll(List.of(bases));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines()
        .filter(line -> line.startsWith("MEDIANS "))
        .findFirst()
        .map(line -> line.substring(8).split(" ", -1))
        .map(words -> Arrays.stream(words).mapToDouble(Double::parseDouble).toArray())
        .orElseThrow(() -> new IOException("the measured JVM said no figures: " + said));
  }

  private static double median(List<double[]> forks, ToDoubleFunction<double[]> figure) {
    double[] sorted = forks.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "median %.3f ms", millis);
  }
}
