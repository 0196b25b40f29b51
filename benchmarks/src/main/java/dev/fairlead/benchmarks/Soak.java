package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Fifty calls a second for as long as is wanted, every tool by turns, from a client of each era,
 * while vendors fail at random: every call has one answer, and the daemons hold no more at the end
 * than in the middle.
 */
final class Soak {
  static final String ABOUT =
      """
      the calls come at a steady pace, whatever has been answered, from two
      clients with a daemon each and one store, at vendors that fail at random (a fixed seed). Of what a daemon holds, the
      medians of each third are shown; the ratio is the last third's to the middle one's.\
      """;

  private static final int CALLS_A_SECOND = 50;
  private static final long SEED = 20_261_129;

  /** A shorter run is over before memory can be level. */
  private static final Duration LEVEL_AFTER = Duration.ofMinutes(1);

  private static final double LEAST_ANSWERED = 0.75;
  private static final Duration MOST_BEHIND = Duration.ofSeconds(5);

  private final Report report;
  private final List<SoakClient> clients;
  private final Duration time;

  private Soak(Report report, List<SoakClient> clients, Duration time) {
    this.report = report;
    this.clients = clients;
    this.time = time;
  }

  static void measure(Report report, Path application, Path launcher, Path directory, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    Place.in(directory);
    ScheduledExecutorService alarms =
        Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
    try (SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ofMillis(20));
        Weather weather = new Weather(simulator, alarms, SEED);
        SoakClient legacy = client(Revision.LEGACY, launcher, directory, simulator, alarms);
        SoakClient modern = client(Revision.MODERN, launcher, directory, simulator, alarms)) {
      new Soak(report, List.of(legacy, modern), time)
          .run(weather, alarms, directory.resolve("state"));
    } finally {
      alarms.shutdownNow();
    }
  }

  private static SoakClient client(
      Revision revision,
      Path launcher,
      Path directory,
      SimulatorProcess simulator,
      ScheduledExecutorService alarms)
      throws IOException {
    Map<String, String> environment = simulator.environment(directory);
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    environment.put("ZAI_API_KEY", "not-a-real-key");
    environment.put("ZAI_BASE_URL", simulator.glm());
    environment.put("FAIRLEAD_CLIENT_PATIENCE", "4s");
    environment.put("FAIRLEAD_LIMITS_REST", "2s");
    environment.put("FAIRLEAD_LIMITS_CALL", "45s"); // also a job has ended by then
    return new SoakClient(
        new Daemon(launcher, environment, directory.resolve("work")),
        revision,
        alarms,
        revision == Revision.LEGACY ? SEED : ~SEED);
  }

  private void run(Weather weather, ScheduledExecutorService alarms, Path state)
      throws IOException, InterruptedException, ExecutionException {
    List<Watch> watches = new ArrayList<>();
    for (SoakClient client : clients) {
      Set<String> left = client.open();
      report.hold("the rotation", left.isEmpty(), "of every tool, also of " + left);
      client.round();
      if (Vitals.areTold()) {
        watches.add(new Watch(client));
      }
    }
    weather.bad();
    long between = Math.clamp(time.toMillis() / 60, 200, 5_000);
    ScheduledFuture<?> looking =
        alarms.scheduleAtFixedRate(() -> look(watches), between, between, TimeUnit.MILLISECONDS);
    Duration behind = offer();
    looking.cancel(false);
    weather.fair();
    for (SoakClient client : clients) {
      client.settle();
      client.fetch();
    }
    writeCalls(behind);
    report.figure("store, log and spool", mebibytes(state) + " MiB");
    if (watches.isEmpty()) {
      report.figure("what the daemons hold", "not told by this system, only by Linux");
    }
    for (Watch watch : watches) {
      watch.write(report, time.compareTo(LEVEL_AFTER) >= 0);
    }
  }

  /** Asks at the set pace, and says how far it fell behind at most. */
  private Duration offer() throws IOException, InterruptedException {
    long start = System.nanoTime();
    long calls = time.toSeconds() * CALLS_A_SECOND;
    long behind = 0;
    for (int i = 0; i < calls; i++) {
      long due = start + i * (1_000_000_000L / CALLS_A_SECOND);
      long early = due - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      clients.get(i % clients.size()).ask(due);
      behind = Math.max(behind, System.nanoTime() - due);
    }
    return Duration.ofNanos(behind);
  }

  private static void look(List<Watch> watches) {
    try {
      for (Watch watch : watches) {
        watch.look();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a daemon has ended", e);
    }
  }

  private void writeCalls(Duration behind) {
    Map<String, Ledger.Sum> tools = new TreeMap<>();
    Map<String, Integer> kinds = new TreeMap<>();
    Ledger.Sum all = new Ledger.Sum();
    for (SoakClient client : clients) {
      client.ledger().kinds().forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
      client
          .ledger()
          .tools()
          .forEach((tool, sum) -> {
            tools.computeIfAbsent(tool, _ -> new Ledger.Sum()).add(sum);
            all.add(sum);
          });
      client.ledger().examples().forEach(System.err::println);
    }
    report.figure(
        "duration, and the furthest that a call was sent behind its time",
        String.format(Locale.ROOT, "%d s, %d ms", time.toSeconds(), behind.toMillis()));
    report.hold("the pace", behind.compareTo(MOST_BEHIND) < 0, "kept within 5 s");
    report.figure("calls of all tools", words(all));
    report.hold(
        "answers",
        all.answers() + all.jobs() >= LEAST_ANSWERED * all.calls(),
        "what three of four calls come to");
    tools.forEach((tool, sum) -> {
      report.figure("calls of `" + tool + "`", words(sum));
      report.hold(tool, sum.answers() > 0, "answered at least once");
    });
    kinds.forEach((kind, count) -> report.figure("typed errors: " + kind, count.toString()));
    for (Ledger.Offence offence : Ledger.Offence.values()) {
      int count = clients.stream().mapToInt(client -> client.ledger().count(offence)).sum();
      report.figure(offence.words(), Integer.toString(count));
      report.hold(offence.words(), count == 0, "none");
    }
  }

  private static String words(Ledger.Sum sum) {
    Samples took = new Samples(sum.took().stream().mapToLong(Long::longValue).toArray());
    return String.format(
        Locale.ROOT,
        "%,d: %,d answers, %,d jobs, %,d typed errors, %,d cancelled; p50 %.0f ms, p95 %.0f ms",
        sum.calls(),
        sum.answers(),
        sum.jobs(),
        sum.errors(),
        sum.cancelled(),
        took.median(),
        took.at(0.95));
  }

  private static long mebibytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          >> 20;
    }
  }
}
