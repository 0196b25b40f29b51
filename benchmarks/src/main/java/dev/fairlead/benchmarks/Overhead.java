package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** What the daemon adds to a call, beside the bare JDK client on the same simulated vendor. */
final class Overhead {
  private static final int WARM_UP = 2_000;
  private static final int CALLS = 2_000;
  private static final int DIRECT = 30_000;

  private Overhead() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException, ExecutionException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Daemon daemon = new Daemon(launcher, simulator.environment(directory), directory)) {
      daemon.initialize();
      Load.through(daemon, "chat", Load.CHAT, WARM_UP, 16);
      String body = simulator.lastBody(client);
      Load.bare(client, simulator.base(), body, WARM_UP, 16);
      for (int depth : List.of(1, 16)) {
        Samples baseline = Load.bare(client, simulator.base(), body, CALLS, depth).samples();
        Samples chat = Load.through(daemon, "chat", Load.CHAT, CALLS, depth).samples();
        report.baseline("the bare JDK client, " + depth + " in flight", baseline);
        report.ratio("a chat call through the daemon, " + depth + " in flight", chat, baseline);
        report.figure(
            "added to a call, " + depth + " in flight",
            String.format(
                Locale.ROOT,
                "median %.2f ms, p99 %.2f ms",
                chat.median() - baseline.median(),
                chat.at(0.99) - baseline.at(0.99)));
      }
      direct(report, daemon);
    }
  }

  private static void direct(Report report, Daemon daemon) throws IOException {
    Load.through(daemon, "version", "{}", DIRECT, 64);
    for (int depth : List.of(1, 16, 64)) {
      report.figure(
          "direct tool calls a second, depth " + depth,
          String.format(
              Locale.ROOT, "%,.0f", Load.through(daemon, "version", "{}", DIRECT, depth).rate()));
    }
  }
}
