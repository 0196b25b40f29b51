package dev.fairlead.daemon.endtoend;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Calls of {@code chat} at a steady pace, each with a prompt of its own. Half of them go on with a
 * conversation, each turn of which is followed by one call at most: nothing here makes a branch.
 */
final class SteadyCalls implements AutoCloseable {
  private final DaemonProcess daemon;
  private final String name;
  private final Queue<Call> answered = new ConcurrentLinkedQueue<>();
  private final Queue<String> threads;
  private final AtomicInteger sent = new AtomicInteger();
  private final Thread sender;
  private volatile boolean over;

  /**
   * A call that was answered.
   *
   * @param decision the id of what was written of it
   * @param began when it was sent, in nanoseconds
   * @param took until the answer was there, in nanoseconds
   */
  record Call(String prompt, String decision, boolean failed, long began, long took) {}

  /**
   * Begins.
   *
   * @param name what the prompts begin with
   * @param threads conversations that can be gone on with
   * @param pauseMillis between two calls
   */
  SteadyCalls(DaemonProcess daemon, String name, Queue<String> threads, int pauseMillis) {
    this.daemon = daemon;
    this.name = name;
    this.threads = threads;
    this.sender = Thread.ofPlatform().name("steady calls").start(() -> send(pauseMillis));
  }

  private void send(int pauseMillis) {
    try {
      while (!over && daemon.handle().isAlive()) {
        call();
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException | UncheckedIOException _) {
      // the daemon is gone
    }
  }

  private void call() {
    int number = sent.incrementAndGet();
    String prompt = name + "." + number;
    Map<String, Object> arguments = new LinkedHashMap<>(Map.of("prompt", prompt));
    String thread = number % 2 == 0 ? threads.poll() : null;
    if (thread != null) {
      arguments.put("continuation_id", thread);
    }
    long began = System.nanoTime();
    var _ =
        daemon
            .startCall("chat", arguments, null)
            .reply()
            .thenAccept(reply -> took(prompt, reply, began));
  }

  private void took(String prompt, JsonNode reply, long began) {
    long took = System.nanoTime() - began;
    JsonNode routing = reply.at("/result/_meta/dev.fairlead~1routing");
    String decision = routing.path("decision").asString("");
    boolean failed = decision.isEmpty() || reply.at("/result/isError").asBoolean(true);
    answered.add(new Call(prompt, decision, failed, began, took));
    threads.add(routing.path("thread").asString());
  }

  /** All that were answered by now. */
  List<Call> answered() {
    return List.copyOf(answered);
  }

  /** Lets that much time pass; the calls that were sent within it. */
  List<Call> during(int millis) throws InterruptedException {
    long from = System.nanoTime();
    Thread.sleep(millis);
    long to = System.nanoTime();
    int all = sent.get();
    long end = to + DaemonProcess.PATIENCE.toNanos();
    while (answered.size() < all && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    return answered.stream().filter(call -> call.began() >= from && call.began() < to).toList();
  }

  /** Sends no more, and waits for the answers; how many were sent. */
  int finish() throws InterruptedException {
    over = true;
    sender.join();
    long end = System.nanoTime() + DaemonProcess.PATIENCE.toNanos();
    while (answered.size() < sent.get() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    return sent.get();
  }

  @Override
  public void close() {
    over = true;
    sender.interrupt();
  }

  /** The time that so many hundredths of them took at most, in milliseconds. */
  static double millis(List<Call> calls, int hundredths) {
    long[] sorted = calls.stream().mapToLong(Call::took).sorted().toArray();
    int place = Math.min(sorted.length - 1, sorted.length * hundredths / 100);
    return IntStream.of(place).mapToObj(i -> sorted[i] / 1e6).findFirst().orElseThrow();
  }
}
