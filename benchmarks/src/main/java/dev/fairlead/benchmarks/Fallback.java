package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From a vendor's refusal to the request that goes to the next candidate, as the vendors see it: of
 * the first call of a daemon, and then of every other one, so that no model rests for its failures.
 */
final class Fallback {
  private static final int REFUSED = 200;
  private static final double MOST_MILLIS = 50;
  private static final Pattern SEEN =
      Pattern.compile(
          "\"vendor\":\"(\\w+)\".*?\"arrived\":\"([^\"]+)\".*?\"ended\":\"([^\"]+)\".*?\"status\":(\\d+)");
  private static final String REFUSAL =
      """
      {"path":"/chat/","times":1,"faults":[{"type":"status","status":500}]}\
      """;

  private Fallback() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO);
        HttpClient client = HttpClient.newHttpClient()) {
      Map<String, String> environment = simulator.environment(directory);
      environment.put("ZAI_API_KEY", "not-a-real-key");
      environment.put("ZAI_BASE_URL", simulator.glm());
      try (Daemon daemon = new Daemon(launcher, environment, directory)) {
        daemon.initialize();
        for (int i = 0; i < REFUSED; i++) {
          simulator.tell(client, "POST", "/faults", REFUSAL);
          Load.through(daemon, "chat", "{\"prompt\":\"hello\"}", 2, 1);
        }
      }
      Samples gaps = gaps(simulator.tell(client, "GET", "/requests?last=" + 3 * REFUSED, ""));
      double first = gaps.nanos()[0] / 1e6;
      report.figure(
          "fallback request after the error, over " + gaps.nanos().length, gaps.toString());
      report.figure(
          "the first of them, of a daemon that has just started",
          String.format(Locale.ROOT, "%.2f ms", first));
      report.hold(
          "fallback request",
          first <= MOST_MILLIS && gaps.at(0.99) <= MOST_MILLIS,
          "at most 50 ms after the error, the first of a daemon too");
    }
  }

  /** From the end of each refusal by one vendor to the request that came to the other for it. */
  private static Samples gaps(String requests) throws IOException {
    List<Long> gaps = new ArrayList<>();
    Matcher seen = SEEN.matcher(requests);
    String by = "";
    Instant refused = null;
    while (seen.find()) {
      if (seen.group(4).equals("500")) {
        by = seen.group(1);
        refused = Instant.parse(seen.group(3));
      } else if (refused != null) {
        if (!seen.group(1).equals(by)) {
          gaps.add(Duration.between(refused, Instant.parse(seen.group(2))).toNanos());
        }
        refused = null;
      }
    }
    if (gaps.size() < REFUSED) {
      throw new IOException("%d of %d fell back".formatted(gaps.size(), REFUSED));
    }
    return new Samples(gaps.stream().mapToLong(Long::longValue).toArray());
  }
}
