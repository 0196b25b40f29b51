package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From a vendor's refusal to the request that goes to the next candidate, as the vendors see it.
 */
final class Fallback {
  private static final int CALLS = 200;
  private static final double MOST_MILLIS = 50;
  private static final Pattern SEEN =
      Pattern.compile("\"vendor\":\"(\\w+)\".*?\"arrived\":\"([^\"]+)\".*?\"ended\":\"([^\"]+)\"");
  private static final String REFUSAL =
      """
      {"vendor":"glm","path":"/chat/","always":true,"faults":[{"type":"status","status":500}]}\
      """;

  private Fallback() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO);
        HttpClient client = HttpClient.newHttpClient()) {
      Map<String, String> environment = simulator.environment(directory);
      environment.put("ZAI_API_KEY", "not-a-real-key");
      environment.put("ZAI_BASE_URL", simulator.glm());
      environment.put("FAIRLEAD_LIMITS_REST", "1ms");
      simulator.tell(client, "POST", "/faults", REFUSAL);
      try (Daemon daemon = new Daemon(launcher, environment, directory)) {
        daemon.initialize();
        Load.through(daemon, "chat", "{\"prompt\":\"hello\"}", CALLS, 1);
      }
      Samples gaps = gaps(simulator.tell(client, "GET", "/requests?last=" + 4 * CALLS, ""));
      report.figure(
          "fallback request after the error, over " + gaps.nanos().length, gaps.toString());
      report.hold(
          "fallback request", gaps.at(0.99) <= MOST_MILLIS, "at most 50 ms after the error");
    }
  }

  /** From the end of each refusal by the one vendor to the next request that came to the other. */
  private static Samples gaps(String requests) throws IOException {
    List<Long> gaps = new ArrayList<>();
    Instant refused = null;
    Matcher seen = SEEN.matcher(requests);
    while (seen.find()) {
      if (seen.group(1).equals("glm")) {
        refused = Instant.parse(seen.group(3));
      } else if (refused != null) {
        gaps.add(Duration.between(refused, Instant.parse(seen.group(2))).toNanos());
        refused = null;
      }
    }
    if (gaps.isEmpty()) {
      throw new IOException("nothing fell back");
    }
    return new Samples(gaps.stream().mapToLong(Long::longValue).toArray());
  }
}
