package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the daemon adds to a call, beside the bare JDK client on the same simulated vendor. */
final class Overhead {
  private static final int WARM_UP = 2_000;
  private static final int CALLS = 2_000;
  private static final int IN_FLIGHT = 16;
  private static final int DIRECT = 30_000;
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final String BODY =
      """
      {"model":"kimi-k3","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}\
      """;

  private Overhead() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException, ExecutionException {
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO)) {
      String base = simulator.base();
      try (HttpClient client =
              HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
          Daemon daemon = new Daemon(launcher, environment(base, directory), directory)) {
        daemon.initialize();
        bare(client, base, WARM_UP);
        through(daemon, "chat", CHAT, WARM_UP, IN_FLIGHT);
        Samples baseline = bare(client, base, CALLS);
        Samples chat = through(daemon, "chat", CHAT, CALLS, IN_FLIGHT);
        report.baseline("the bare JDK client, 16 in flight", baseline);
        report.ratio("a chat call through the daemon, 16 in flight", chat, baseline);
        report.figure(
            "added to a call, 16 in flight",
            String.format(
                Locale.ROOT,
                "median %.2f ms, p99 %.2f ms",
                chat.median() - baseline.median(),
                chat.at(0.99) - baseline.at(0.99)));
        direct(report, daemon);
      }
    }
  }

  private static final String CHAT = "{\"prompt\":\"hello\",\"model\":\"kimi-k3\"}";

  private static void direct(Report report, Daemon daemon) throws IOException {
    through(daemon, "version", "{}", DIRECT, 64);
    for (int depth : List.of(1, 16, 64)) {
      long start = System.nanoTime();
      through(daemon, "version", "{}", DIRECT, depth);
      double seconds = (System.nanoTime() - start) / 1e9;
      report.figure(
          "direct tool calls a second, depth " + depth,
          String.format(Locale.ROOT, "%,.0f", DIRECT / seconds));
    }
  }

  private static Samples through(
      Daemon daemon, String tool, String arguments, int calls, int inFlight) throws IOException {
    long[] started = new long[calls];
    long[] took = new long[calls];
    int sent = 0;
    for (; sent < Math.min(inFlight, calls); sent++) {
      started[sent] = System.nanoTime();
      daemon.send(Daemon.call(1_000 + sent, tool, arguments));
    }
    for (int done = 0; done < calls; done++) {
      String line = daemon.read();
      if (line.contains("\"isError\":true") || line.contains("\"error\":")) {
        throw new IOException("a call failed: " + line);
      }
      Matcher id = ID.matcher(line);
      if (!id.find()) {
        throw new IOException("a reply without an id: " + line);
      }
      int call = Integer.parseInt(id.group(1)) - 1_000;
      took[call] = System.nanoTime() - started[call];
      if (sent < calls) {
        started[sent] = System.nanoTime();
        daemon.send(Daemon.call(1_000 + sent, tool, arguments));
        sent++;
      }
    }
    return new Samples(took);
  }

  private static Samples bare(HttpClient client, String base, int calls)
      throws InterruptedException, ExecutionException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
            .header("Authorization", "Bearer not-a-real-key")
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .build();
    long[] took = new long[calls];
    try (ExecutorService executor =
        Executors.newFixedThreadPool(IN_FLIGHT, Thread.ofVirtual().factory())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        int call = i;
        all.add(
            executor.submit(() -> {
              long start = System.nanoTime();
              client.send(request, HttpResponse.BodyHandlers.ofByteArray());
              took[call] = System.nanoTime() - start;
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return new Samples(took);
  }

  private static Map<String, String> environment(String base, Path directory) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("MOONSHOT_API_KEY", "not-a-real-key");
    environment.put("MOONSHOT_BASE_URL", base);
    environment.put("FAIRLEAD_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("FAIRLEAD_LIMITS_LANE", "64");
    return environment;
  }
}
