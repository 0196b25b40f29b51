package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * What many calls took.
 *
 * @param samples each call
 * @param seconds all of them, side by side
 * @param tokens what the vendor counted for them; 0 where it was not asked
 */
record Load(Samples samples, double seconds, long tokens) {
  /** Stands for a call's number, from 0. */
  static final String NUMBER = "{{call}}";

  static final String CHAT = "{\"prompt\":\"hello\",\"model\":\"kimi-k3\"}";
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern TOKENS =
      Pattern.compile("\"prompt_tokens\":(\\d+),.*?\"completion_tokens\":(\\d+)");

  /** Calls of one second: so many were done. */
  double rate() {
    return samples.nanos().length / seconds;
  }

  /** Both, one after the other. */
  Load and(Load other) {
    long[] nanos =
        LongStream.concat(LongStream.of(samples.nanos()), LongStream.of(other.samples.nanos()))
            .toArray();
    return new Load(new Samples(nanos), seconds + other.seconds, tokens + other.tokens);
  }

  /** Calls of a tool through the daemon, so many of them in flight. */
  static Load through(Daemon daemon, String tool, String arguments, int calls, int inFlight)
      throws IOException {
    return through(daemon, tool, arguments, calls, new Pace(inFlight, Duration.ZERO));
  }

  /** Calls of a tool through the daemon, at that pace. */
  static Load through(Daemon daemon, String tool, String arguments, int calls, Pace pace)
      throws IOException {
    long[] started = new long[calls];
    long[] took = new long[calls];
    long tokens = 0;
    long begin = System.nanoTime();
    int sent = 0;
    for (; sent < Math.min(pace.inFlight(), calls); sent++) {
      pause(pace.apart());
      started[sent] = System.nanoTime();
      daemon.send(Daemon.call(1_000 + sent, tool, numbered(arguments, sent)));
    }
    for (int done = 0; done < calls; done++) {
      String line = daemon.read();
      if (line.contains("\"isError\":true") || line.contains("\"error\":{\"code\"")) {
        throw new IOException("a call failed: " + line);
      }
      Matcher id = ID.matcher(line);
      if (!id.find()) {
        throw new IOException("a reply without an id: " + line);
      }
      int call = Integer.parseInt(id.group(1)) - 1_000;
      took[call] = System.nanoTime() - started[call];
      tokens += tokens(line);
      if (sent < calls) {
        started[sent] = System.nanoTime();
        daemon.send(Daemon.call(1_000 + sent, tool, numbered(arguments, sent)));
        sent++;
      }
    }
    return new Load(new Samples(took), (System.nanoTime() - begin) / 1e9, tokens);
  }

  private static String numbered(String text, int call) {
    return text.replace(NUMBER, Integer.toString(call));
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static long tokens(String line) {
    Matcher usage = TOKENS.matcher(line);
    return usage.find() ? Long.parseLong(usage.group(1)) + Long.parseLong(usage.group(2)) : 0;
  }

  /** The same calls, of that body, with nothing but the JDK's client, at that pace. */
  static Load bare(HttpClient client, String base, String body, int calls, Pace pace)
      throws InterruptedException, ExecutionException {
    long[] took = new long[calls];
    long begin = System.nanoTime();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(pace.inFlight(), Thread.ofVirtual().factory())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        int call = i;
        all.add(
            executor.submit(() -> {
              if (call < pace.inFlight()) {
                Thread.sleep(pace.apart().multipliedBy(call));
              }
              HttpRequest request = request(base, numbered(body, call));
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
    return new Load(new Samples(took), (System.nanoTime() - begin) / 1e9, 0);
  }

  private static HttpRequest request(String base, String body) {
    return HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
        .header("Authorization", "Bearer not-a-real-key")
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(10))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
