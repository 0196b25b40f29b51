package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a call waits for while the store takes away what is too much. */
final class Tidying {
  private static final int OLD = 6_000;
  private static final int KEPT = 1_000;

  /** The daemon begins to tidy so long after its first call. */
  private static final Duration CALM = Duration.ofSeconds(20);

  private static final Duration TIDYING = Duration.ofSeconds(15);
  private static final double MOST_MILLIS = 50;

  private Tidying() {}

  static void measure(Report report, Path launcher, Path directory, SimulatorProcess simulator)
      throws IOException, SQLException {
    Path own = Files.createTempDirectory(directory, "tidying");
    Map<String, String> environment = simulator.environment(own);
    try (Daemon daemon = new Daemon(launcher, environment, own)) {
      daemon.initialize();
      Load.through(daemon, "version", "{}", OLD, 16);
    }
    environment.put("FAIRLEAD_STORE_ROWS", Integer.toString(KEPT));
    Samples calm;
    Samples tidied;
    try (Daemon daemon = new Daemon(launcher, environment, own)) {
      daemon.initialize();
      calm = during(daemon, CALM);
      tidied = during(daemon, TIDYING);
    }
    int left = decisions(own);
    if (left >= OLD + calm.nanos().length) {
      throw new IOException("nothing was taken away: " + left + " decisions are left");
    }
    report.baseline("a chat call, one at a time", calm);
    report.ratio("the same while old decisions are taken away", tidied, calm);
    report.figure(
        "the longest of them, before and meanwhile",
        String.format(Locale.ROOT, "%.0f ms, %.0f ms", calm.at(1), tidied.at(1)));
    report.hold(
        "a call while the store is tidied",
        tidied.at(0.99) - calm.median() <= MOST_MILLIS,
        "no more than 50 ms longer at the 99th percentile");
  }

  private static Samples during(Daemon daemon, Duration time) throws IOException {
    List<Long> all = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      all.add(Load.through(daemon, "chat", Load.CHAT, 1, 1).samples().nanos()[0]);
    }
    return new Samples(all.stream().mapToLong(Long::longValue).toArray());
  }

  private static int decisions(Path own) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + own.resolve("state/fairlead.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM decisions")) {
      return row.getInt(1);
    }
  }
}
