package dev.fairlead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an adapter adds to a call, beside the bare JDK client in the same JVM. */
final class AdapterCost {
  private static final int FORKS = 7;
  private static final double MOST = 1.05;

  private AdapterCost() {}

  static void measure(Report report, Path application) throws IOException, InterruptedException {
    double[][] forks = new double[FORKS][];
    for (int i = 0; i < FORKS; i++) {
      try (SimulatorProcess simulator = SimulatorProcess.start(application)) {
        forks[i] = fork(simulator.base());
      }
    }
    for (int part = 0; part < 2; part++) {
      int bare = part;
      String what = part == 0 ? "first event of a call" : "a whole call";
      double baseline = median(Arrays.stream(forks).mapToDouble(f -> f[bare]).toArray());
      double adapted = median(Arrays.stream(forks).mapToDouble(f -> f[bare + 2]).toArray());
      double ratio = median(Arrays.stream(forks).mapToDouble(f -> f[bare + 2] / f[bare]).toArray());
      report.row(what + ", the bare JDK client", millis(baseline), 1);
      report.row(what + ", the adapter", millis(adapted), ratio);
      report.hold(what + ", the adapter", ratio <= MOST, "at most " + MOST);
    }
  }

  private static double[] fork(String base) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Flags.SHIPPED);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), CallCost.class.getName(), base));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    double[] medians = null;
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith("MEDIANS ")) {
          medians =
              Arrays.stream(line.substring(8).split(" ", -1))
                  .mapToDouble(Double::parseDouble)
                  .toArray();
        }
      }
    }
    process.waitFor();
    if (medians == null) {
      throw new IOException("the measured JVM said no figures: " + said);
    }
    return medians;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "median %.3f ms", millis);
  }
}
