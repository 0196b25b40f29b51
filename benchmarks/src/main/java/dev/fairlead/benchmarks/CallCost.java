package dev.fairlead.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Calls vendors through the adapter and through the bare JDK client, by turns, in a JVM of its own.
 * For each vendor it prints the medians of the time to the first event and to the end, the bare
 * client's first.
 */
public final class CallCost {
  private static final int WARM_UP = 3_000;
  private static final long NANOS = 8_000_000_000L;
  private static final int CALLS = 3_000;
  private static final byte[] FIRST = "_content\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120));

  private final Network network =
      new Network("benchmark", Map.of(), CONNECT, Clock.systemUTC(), System::nanoTime);
  private final Kimi adapter = new Kimi(network);
  private final ChatRequest request =
      ChatRequest.of(
          CatalogFile.builtIn().find("kimi-k3").orElseThrow(),
          List.of(new Message.User("Which line of the lane is taut?")));
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final byte[] buffer = new byte[1 << 16];

  /** When a call's first event had come, and its end. */
  private record Times(long first, long total) {}

  private CallCost() {}

  /** Takes the addresses of simulated vendors, the fastest first. */
  public static void main(String[] arguments) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      CallCost cost = new CallCost();
      StringBuilder line = new StringBuilder("MEDIANS");
      for (String vendor : arguments) {
        URI base = URI.create(vendor);
        line.append(callers.submit((Callable<String>) () -> cost.measure(base)).get());
      }
      System.err.println(line);
      System.exit(0);
    }
  }

  private String measure(URI base) throws IOException, InterruptedException, ProviderException {
    byte[] body = body();
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP && System.nanoTime() - start < NANOS; i++) {
      bare(base, body);
      adapted(base);
    }
    List<Times> bare = new ArrayList<>();
    List<Times> adapted = new ArrayList<>();
    start = System.nanoTime();
    for (int i = 0; i < CALLS && System.nanoTime() - start < 2 * NANOS; i++) {
      if (i % 2 == 0) {
        bare.add(bare(base, body));
        adapted.add(adapted(base));
      } else {
        adapted.add(adapted(base));
        bare.add(bare(base, body));
      }
    }
    return medians(bare) + medians(adapted);
  }

  private static String medians(List<Times> times) {
    Samples first = new Samples(times.stream().mapToLong(Times::first).toArray());
    Samples total = new Samples(times.stream().mapToLong(Times::total).toArray());
    return " " + first.median() + " " + total.median();
  }

  private Times adapted(URI base) throws ProviderException, InterruptedException {
    long start = System.nanoTime();
    long[] first = {0};
    adapter.chat(
        request,
        access(base),
        PATIENCE,
        _ -> {
          if (first[0] == 0) {
            first[0] = System.nanoTime() - start;
          }
        });
    return new Times(first[0], System.nanoTime() - start);
  }

  private Times bare(URI base, byte[] body) throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpRequest http =
        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("User-Agent", "fairlead/benchmark")
            .header("Authorization", "Bearer not-a-real-key")
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<InputStream> response =
        client.send(http, HttpResponse.BodyHandlers.ofInputStream());
    long first = 0;
    int length = 0;
    try (InputStream in = response.body()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer, length, buffer.length - length)) {
        length += n;
        if (first == 0 && hasEvent(length)) {
          first = System.nanoTime() - start;
        }
      }
    }
    return new Times(first, System.nanoTime() - start);
  }

  /** Whether the first event that says something has come. */
  private boolean hasEvent(int length) {
    for (int at = 0; at + FIRST.length <= length; at++) {
      if (Arrays.equals(buffer, at, at + FIRST.length, FIRST, 0, FIRST.length)) {
        return true;
      }
    }
    return false;
  }

  /** What the adapter sends. */
  private byte[] body() throws IOException, InterruptedException {
    BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(400, -1);
          exchange.close();
        });
    server.start();
    try {
      URI catcher = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      adapter.chat(request, access(catcher), PATIENCE, _ -> {});
      throw new IllegalStateException("a refusal was not told");
    } catch (ProviderException _) {
      return bodies.take();
    } finally {
      server.stop(0);
    }
  }

  private static Access access(URI base) {
    return new Access(
        "benchmark", "kimi", base, new ApiKey("not-a-real-key"), Access.Billing.METERED);
  }
}
