package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call waits for while the store takes away what is too much. */
final class Tidying {
  private static final int OLD = 6_000;
  private static final int KEPT = 1_000;

  /** The daemon begins to tidy so long after its first call. */
  private static final Duration CALM = Duration.ofSeconds(20);

  private static final Duration TIDYING = Duration.ofSeconds(15);
  private static final double MOST_MILLIS = 50;
  private static final Pattern ALL =
      Pattern.compile("\"name\"\\s*:\\s*\"all\",\\s*\"calls\"\\s*:\\s*(\\d+)");

  private Tidying() {}

  static void measure(Report report, Path launcher, Path directory, SimulatorProcess simulator)
      throws IOException {
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
      calm = during(daemon, 1_000, CALM);
      tidied = during(daemon, 1_000_000, TIDYING);
    }
    int left = decisions(launcher, environment);
    if (left >= calm.nanos().length) {
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

  /** Calls one after the other, whose ids go on from that one. */
  private static Samples during(Daemon daemon, int firstId, Duration time) throws IOException {
    List<Long> all = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      int id = firstId + all.size();
      daemon.send(Daemon.call(id, "chat", Load.CHAT));
      String reply = daemon.reply(id);
      if (!reply.contains("\"isError\":false")) {
        throw new IOException("a call failed: " + reply);
      }
      all.add(System.nanoTime() - start);
    }
    return new Samples(all.stream().mapToLong(Long::longValue).toArray());
  }

  /** How many calls that asked a model are still known. */
  private static int decisions(Path launcher, Map<String, String> environment) throws IOException {
    ProcessBuilder stats =
        new ProcessBuilder(launcher.toString(), "stats", "--json")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    stats.environment().putAll(environment);
    String said = new String(stats.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher all = ALL.matcher(said);
    if (!all.find()) {
      throw new IOException("no calls are known: " + said);
    }
    return Integer.parseInt(all.group(1));
  }
}
