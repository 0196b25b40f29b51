package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** What routing costs: a set model, the same watched by the router, and the router's own choice. */
final class Modes {
  private static final int ROUNDS = 3;
  private static final int CALLS = 3_000;
  private static final int IN_FLIGHT = 64;
  private static final double MOST = 2;

  /** The bare client as a JVM is by itself. */
  private static final String OTHER = "bare, other flags";

  private Modes() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException, ExecutionException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        BareClient shipped = BareClient.start()) {
      Map<String, Load> best = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (String mode : List.of("fixed", "shadow", "on")) {
          keep(best, mode, through(launcher, directory, simulator, mode));
        }
        keep(best, "bare", bare(client, shipped, simulator));
        keep(best, OTHER, bare(client, simulator));
      }
      Load bare = Objects.requireNonNull(best.remove("bare"));
      Load other = Objects.requireNonNull(best.remove(OTHER));
      report.shown("calls in the bare JDK client, 64 in flight", words(bare), 1);
      report.shown(
          "the same without the launcher's flags", words(other), other.seconds() / bare.seconds());
      best.forEach((mode, load) -> {
        String what = "calls through the daemon, routing " + mode + ", 64 in flight";
        double ratio = load.seconds() / bare.seconds();
        report.row(
            what, words(load) + String.format(Locale.ROOT, ", %,d tokens", load.tokens()), ratio);
        report.hold(what, ratio <= MOST, "at least half as many a second as the bare client's");
      });
    }
  }

  private static void keep(Map<String, Load> best, String name, Load load) {
    best.merge(name, load, (a, b) -> a.seconds() <= b.seconds() ? a : b);
  }

  private static Load bare(HttpClient client, BareClient shipped, SimulatorProcess simulator)
      throws IOException, InterruptedException {
    String body = simulator.lastBody(client);
    Pace pace = new Pace(IN_FLIGHT, Duration.ZERO);
    shipped.load(simulator.base(), body, CALLS, pace);
    return shipped.load(simulator.base(), body, CALLS, pace);
  }

  private static Load bare(HttpClient client, SimulatorProcess simulator)
      throws IOException, InterruptedException, ExecutionException {
    String body = simulator.lastBody(client);
    Load.bare(client, simulator.base(), body, CALLS, IN_FLIGHT);
    return Load.bare(client, simulator.base(), body, CALLS, IN_FLIGHT);
  }

  private static Load through(
      Path launcher, Path directory, SimulatorProcess simulator, String mode) throws IOException {
    Path own = Files.createTempDirectory(directory, mode);
    Map<String, String> environment = simulator.environment(own);
    environment.put("FAIRLEAD_ROUTING_MODE", mode);
    environment.put("FAIRLEAD_ROUTING_FIXED", "kimi-k3");
    try (Daemon daemon = new Daemon(launcher, environment, own)) {
      daemon.initialize();
      String prompt = "{\"prompt\":\"hello\"}";
      Load.through(daemon, "chat", prompt, CALLS, IN_FLIGHT);
      return Load.through(daemon, "chat", prompt, CALLS, IN_FLIGHT);
    }
  }

  private static String words(Load load) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p99 %.1f ms, %,.0f calls/s",
        load.samples().median(),
        load.samples().at(0.99),
        load.rate());
  }
}
