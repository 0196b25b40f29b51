package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Vendors on a bad day: faults at random, and now and then one of them, or both, cannot be reached.
 */
final class Weather implements AutoCloseable {
  /** A fault and how often it strikes. */
  private record Fault(String words, String probability) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("\"faults\":[{\"type\":\"latency\",\"ms\":300}]", "0.1"),
          new Fault("\"faults\":[{\"type\":\"latency\",\"ms\":6000}]", "0.01"),
          new Fault("\"faults\":[{\"type\":\"pace\",\"ms\":20}]", "0.05"),
          new Fault("\"faults\":[{\"type\":\"silence\",\"after\":2,\"ms\":3000}]", "0.005"),
          new Fault("\"fault\":\"500\"", "0.02"),
          new Fault("\"fault\":\"503\"", "0.01"),
          new Fault("\"fault\":\"504-html\"", "0.005"),
          new Fault("\"fault\":\"429-retry-after-ms\"", "0.01"),
          new Fault("\"fault\":\"kimi-rate-limit\"", "0.01"),
          new Fault("\"fault\":\"kimi-overloaded\"", "0.02"),
          new Fault("\"fault\":\"kimi-filtered\"", "0.003"),
          new Fault("\"fault\":\"kimi-bad-key\"", "0.001"),
          new Fault("\"fault\":\"glm-1302\"", "0.02"),
          new Fault("\"fault\":\"glm-1305\"", "0.01"),
          new Fault("\"fault\":\"glm-sensitive\"", "0.003"),
          new Fault("\"fault\":\"glm-1113\"", "0.001"),
          new Fault("\"fault\":\"cut\"", "0.01"),
          new Fault("\"fault\":\"cut-inside\"", "0.01"),
          new Fault("\"fault\":\"no-done\"", "0.01"),
          new Fault("\"fault\":\"reset\"", "0.005"),
          new Fault("\"fault\":\"reset-midway\"", "0.01"),
          new Fault("\"fault\":\"hang-up\"", "0.01"),
          new Fault("\"fault\":\"stale\"", "0.01"),
          new Fault("\"fault\":\"garbage\"", "0.01"),
          new Fault("\"fault\":\"error-line\"", "0.005"),
          new Fault("\"fault\":\"empty-length\"", "0.003"),
          new Fault("\"fault\":\"split-bytes\"", "0.02"),
          new Fault("\"fault\":\"joined\"", "0.05"));

  private final HttpClient client = HttpClient.newHttpClient();
  private final SimulatorProcess simulator;
  private final ScheduledExecutorService alarms;
  private final SplittableRandom dice;
  private boolean over;

  Weather(SimulatorProcess simulator, ScheduledExecutorService alarms, long seed) {
    this.simulator = simulator;
    this.alarms = alarms;
    this.dice = new SplittableRandom(seed);
  }

  /** Turns bad, and goes on like that until it is fair. */
  void bad() throws IOException, InterruptedException {
    for (Fault fault : FAULTS) {
      String script =
          "{%s,\"path\":\"/chat\",\"probability\":%s,\"seed\":%d}"
              .formatted(fault.words(), fault.probability(), dice.nextLong(1L << 32));
      tell("POST", "/faults", script);
    }
    next();
  }

  /** No more faults, and every vendor can be reached. */
  synchronized void fair() throws IOException, InterruptedException {
    over = true;
    tell("DELETE", "/faults", "");
    tell("PUT", "/doors", "{\"kimi\":true,\"glm\":true}");
  }

  private void next() {
    String shut =
        switch (dice.nextInt(4)) {
          case 0 -> "{\"kimi\":false,\"glm\":false}";
          case 1 -> "{\"glm\":false}";
          default -> "{\"kimi\":false}";
        };
    later(
        dice.nextLong(3_000, 20_000),
        () -> {
          tell("PUT", "/doors", shut);
          later(
              dice.nextLong(500, 2_000),
              () -> {
                tell("PUT", "/doors", "{\"kimi\":true,\"glm\":true}");
                next();
              });
        });
  }

  /** What the weather does next. */
  @FunctionalInterface
  private interface Turn {
    void happen() throws IOException, InterruptedException;
  }

  private synchronized void happen(Turn turn) throws IOException, InterruptedException {
    if (!over) {
      turn.happen();
    }
  }

  private void later(long millis, Turn turn) {
    ScheduledFuture<?> _ =
        alarms.schedule(
            () -> {
              happen(turn);
              return null;
            },
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void tell(String method, String path, String body)
      throws IOException, InterruptedException {
    simulator.tell(client, method, path, body);
  }

  @Override
  public void close() {
    client.close();
  }
}
