package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A thousand calls at once for a daemon that has just started, at a vendor that takes two seconds:
 * each is answered. Of several daemons the middle one's time counts, and the most memory of all.
 */
final class Storm {
  private static final int TURNS = 3;
  private static final int CALLS = 1_000;
  private static final Duration THOUGHT = Duration.ofSeconds(2);
  private static final Map<String, String> WIDE =
      Map.of("FAIRLEAD_LIMITS_LANE", Integer.toString(2 * CALLS));
  private static final long MOST_MEBIBYTES = 300;

  private Storm() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException {
    List<Load> storms = new ArrayList<>();
    long resident = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      try (SimulatorProcess simulator = SimulatorProcess.start(application, THOUGHT);
          Daemon daemon = Daemon.start(launcher, directory, simulator, WIDE)) {
        storms.add(Load.through(daemon, "chat", Load.CHAT, CALLS, CALLS));
        resident = Math.max(resident, daemon.residentMebibytes());
      }
    }
    storms.sort(Comparator.comparingDouble(Load::seconds));
    double seconds = storms.get(TURNS / 2).seconds();
    report.row(
        "1,000 calls in flight, all answered, vendor takes 2 s",
        String.format(Locale.ROOT, "the last after %.1f s", seconds),
        seconds / THOUGHT.toSeconds());
    report.figure("resident memory after 1,000 calls in flight", resident + " MiB");
    report.hold("1,000 calls in flight", resident < MOST_MEBIBYTES, "under 300 MiB");
  }
}
