package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A thousand calls at once, at a vendor that takes two seconds: each is answered. */
final class Storm {
  private static final int CALLS = 1_000;
  private static final Duration THOUGHT = Duration.ofSeconds(2);
  private static final long MOST_MEBIBYTES = 300;

  private Storm() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, THOUGHT)) {
      Map<String, String> environment = simulator.environment(directory);
      environment.put("FAIRLEAD_LIMITS_LANE", Integer.toString(2 * CALLS));
      try (Daemon daemon = new Daemon(launcher, environment, directory)) {
        daemon.initialize();
        Load storm = Load.through(daemon, "chat", Load.CHAT, CALLS, CALLS);
        long resident = daemon.residentMebibytes();
        report.row(
            "1,000 calls in flight, all answered, vendor takes 2 s",
            String.format(Locale.ROOT, "the last after %.1f s", storm.seconds()),
            storm.seconds() / THOUGHT.toSeconds());
        report.figure("resident memory after 1,000 calls in flight", resident + " MiB");
        report.hold("1,000 calls in flight", resident < MOST_MEBIBYTES, "under 300 MiB");
      }
    }
  }
}
