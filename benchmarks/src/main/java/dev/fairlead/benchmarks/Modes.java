package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What routing costs: a set model, the same watched by the router, and the router's own choice. All
 * take turns, so that each has had as many calls as the others, and the machine's weather is for
 * all. What counts is all turns together: where a machine's speed changes by the second, the best
 * of many is luck, and the shorter a turn the more of it. So the bare client's turns take about as
 * long as the others.
 */
final class Modes {
  private static final int TURNS = 12;
  private static final int CALLS = 6_000;
  private static final int BARE_CALLS = 2 * CALLS;
  private static final int IN_FLIGHT = 64;
  private static final String CHAT = "{\"prompt\":\"hello\"}";
  private static final double MOST = 2;

  private Modes() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        BareClient bare = BareClient.start();
        Daemon fixed = Daemon.start(launcher, directory, simulator, mode("fixed"));
        Daemon shadow = Daemon.start(launcher, directory, simulator, mode("shadow"));
        Daemon on = Daemon.start(launcher, directory, simulator, mode("on"))) {
      Map<String, Daemon> daemons = new LinkedHashMap<>();
      daemons.put("fixed", fixed);
      daemons.put("shadow", shadow);
      daemons.put("on", on);
      for (Daemon daemon : daemons.values()) {
        WarmUp.of(daemon, CHAT);
      }
      WarmUp.of(bare, simulator.base(), simulator.lastBody(client));
      Map<String, Load> all = new LinkedHashMap<>();
      for (int turn = 0; turn < TURNS; turn++) {
        for (Map.Entry<String, Daemon> daemon : daemons.entrySet()) {
          Load load = Load.through(daemon.getValue(), "chat", CHAT, CALLS, IN_FLIGHT);
          all.merge(daemon.getKey(), load, Load::and);
        }
        String body = simulator.lastBody(client);
        Pace pace = new Pace(IN_FLIGHT, Duration.ZERO);
        all.merge("bare", bare.load(simulator.base(), body, BARE_CALLS, pace), Load::and);
      }
      Load least = Objects.requireNonNull(all.remove("bare"));
      report.shown("calls in the bare JDK client, 64 in flight", words(least), 1);
      all.forEach((mode, load) -> {
        String what = "calls through the daemon, routing " + mode + ", 64 in flight";
        double ratio = least.rate() / load.rate();
        report.row(
            what, words(load) + String.format(Locale.ROOT, ", %,d tokens", load.tokens()), ratio);
        report.hold(what, ratio <= MOST, "at least half as many a second as the bare client's");
      });
    }
  }

  private static Map<String, String> mode(String mode) {
    return Map.of("FAIRLEAD_ROUTING_MODE", mode, "FAIRLEAD_ROUTING_FIXED", "kimi-k3");
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
