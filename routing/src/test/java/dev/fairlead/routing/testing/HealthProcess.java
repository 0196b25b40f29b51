package dev.fairlead.routing.testing;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Breakers;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Lanes;
import dev.fairlead.routing.resilience.Lanes.Slot;
import dev.fairlead.routing.resilience.Outside;
import dev.fairlead.routing.resilience.SharedHealth;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * A process of its own that uses shared health: as a main class what it does there, as an object
 * the handle on it.
 */
public final class HealthProcess implements AutoCloseable {
  /** The only key. */
  public static final Access KEY = Models.key("key", "red");

  /** Limits with short rests, that do not grow. */
  public static final BreakerLimits SHORT =
      new BreakerLimits(
          3,
          Duration.ofMinutes(2),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofDays(7),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1));

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final BufferedReader out;

  private HealthProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /** Health in that directory, in real time. */
  public static SharedHealth health(Path directory) {
    Outside outside =
        new Outside(Clock.systemUTC(), System::nanoTime, Thread::sleep, new SecureRandom());
    return new SharedHealth(
        directory, () -> List.of(KEY), outside, warning -> System.err.println(warning));
  }

  /** A call's time. */
  public static Deadline patience() {
    return Deadline.in(PATIENCE, System::nanoTime);
  }

  /** Starts one. */
  public static HealthProcess start(Path directory, String job) {
    try {
      return new HealthProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  HealthProcess.class.getName(),
                  directory.toString(),
                  job)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line it writes, or the word {@code end}. */
  public String line() {
    try {
      String line = out.readLine();
      return line == null ? "end" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells it to go, or to go on. */
  public void go() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as nothing can prevent. */
  public void kill() throws InterruptedException {
    // the process itself would close the streams, and what it said would be lost
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** What the process does, by its name. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    SharedHealth health = health(directory);
    switch (arguments[1]) {
      case "hold" -> hold(health);
      case "probe" -> probe(health);
      case "churn" -> churn(health, directory);
      case "fail" -> fail(health);
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  private static void say(Object what) throws IOException {
    OUT.write((what + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void awaitGo() throws IOException {
    if (System.in.read() < 0) {
      System.exit(1);
    }
  }

  /** Takes a slot and keeps it. */
  private static void hold(SharedHealth health) throws Exception {
    Slot slot = lanes(health).enter("key", patience(), _ -> {}).orElseThrow();
    say("in");
    awaitGo();
    slot.close();
  }

  /** Takes the probe of a breaker and keeps it. */
  private static void probe(SharedHealth health) throws Exception {
    say(health.breakers(SHORT).enter("key", "model").getClass().getSimpleName());
    awaitGo();
  }

  private static Lanes lanes(SharedHealth health) {
    return health.lanes(_ -> 1, Duration.ofSeconds(1));
  }

  /** Enters and leaves a lane of one again and again, and looks whether somebody else is in it. */
  private static void churn(SharedHealth health, Path directory) throws Exception {
    Lanes lanes = lanes(health);
    try (FileChannel witness =
        FileChannel.open(
            directory.resolveSibling("witness"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      for (int i = 0; System.in.available() == 0; i++) {
        try (Slot _ = lanes.enter("key", patience(), _ -> {}).orElseThrow()) {
          long other = seen(witness);
          if (other != 0 && livesOn(other)) {
            say("violated by " + other);
          }
          leave(witness, ProcessHandle.current().pid());
          Thread.sleep(i % 3);
          leave(witness, 0);
        }
        if (i == 0) {
          say("in");
        }
      }
    }
  }

  private static boolean livesOn(long pid) throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return false;
      }
      Thread.sleep(1);
    }
    return true;
  }

  private static long seen(FileChannel witness) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(Long.BYTES);
    return witness.read(word, 0) < Long.BYTES ? 0 : word.getLong(0);
  }

  private static void leave(FileChannel witness, long pid) throws IOException {
    witness.write(ByteBuffer.allocate(Long.BYTES).putLong(0, pid), 0);
  }

  /** Makes 25 calls of a vendor that is down, and says when one got as far as the vendor. */
  private static void fail(SharedHealth health) throws Exception {
    Breakers breakers = health.breakers(SHORT);
    // what is slow the first time must not come between leave to go and the time that is told
    if (breakers.enter("key", "warm-up") instanceof Pass pass) {
      pass.close();
    }
    say("ready " + Clock.systemUTC().millis());
    awaitGo();
    for (int i = 0; i < 25; i++) {
      if (breakers.enter("key", "model") instanceof Pass pass) {
        try (pass) {
          say(Clock.systemUTC().millis());
          Thread.sleep(1);
          pass.failed(new ProviderError.Unavailable(503));
        }
      }
      Thread.sleep(100);
    }
  }
}
