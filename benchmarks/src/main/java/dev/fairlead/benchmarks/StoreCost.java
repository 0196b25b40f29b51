package dev.fairlead.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What keeping costs a call: nothing is kept, a file is, and a database of a team behind it. */
final class StoreCost {
  private static final int ROUNDS = 3;
  private static final int CALLS = 1_500;

  private StoreCost() {}

  private static final List<Pace> PACES =
      List.of(
          new Pace(1, Duration.ofMillis(2)),
          new Pace(16, Duration.ofMillis(2)),
          new Pace(16, Duration.ofMillis(100)));

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ofMillis(2))) {
      Tidying.measure(report, launcher, directory, simulator);
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String address = "postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
      for (Pace pace : PACES) {
        try (SimulatorProcess simulator = SimulatorProcess.start(application, pace.vendor())) {
          measure(report, pace, launcher, directory, simulator, address);
        }
      }
    }
  }

  private static void measure(
      Report report,
      Pace pace,
      Path launcher,
      Path directory,
      SimulatorProcess simulator,
      String address)
      throws IOException {
    Map<String, Load> best = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String kind : List.of("off", "SQLite", "SQLite with PostgreSQL behind")) {
        Load load = through(launcher, directory, simulator, kind, address, pace);
        best.merge(kind, load, (a, b) -> a.samples().median() <= b.samples().median() ? a : b);
      }
    }
    Samples off = Objects.requireNonNull(best.remove("off")).samples();
    report.baseline("a chat call, store off" + pace.words(), off);
    best.forEach((kind, load) -> {
      report.ratio("a chat call, store " + kind + pace.words(), load.samples(), off);
      Overhead.added(report, "added to it", load.samples(), off);
    });
  }

  private static Load through(
      Path launcher,
      Path directory,
      SimulatorProcess simulator,
      String kind,
      String address,
      Pace pace)
      throws IOException {
    Path own = Files.createTempDirectory(directory, "store");
    Map<String, String> environment = simulator.environment(own);
    environment.put("FAIRLEAD_STORE_KIND", kind.equals("off") ? "memory" : "sqlite");
    if (kind.contains("PostgreSQL")) {
      environment.put("FAIRLEAD_DATABASE_URL", address);
    }
    try (Daemon daemon = new Daemon(launcher, environment, own)) {
      daemon.initialize();
      Load.through(daemon, "chat", Load.CHAT, CALLS, pace);
      return Load.through(daemon, "chat", Load.CHAT, CALLS, pace);
    }
  }
}
