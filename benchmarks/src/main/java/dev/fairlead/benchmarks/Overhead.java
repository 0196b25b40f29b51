package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the daemon adds to a call, beside the bare JDK client on the same simulated vendor. */
final class Overhead {
  private static final int WARM_UP = 40_000;
  private static final int SLOW_WARM_UP = 4_000;
  private static final int WARMING = 64;
  private static final int CALLS = 4_000;

  /** The two take turns, so that the machine's weather is for both. */
  private static final int TURNS = 5;

  private static final int DIRECT = 40_000;

  /** How many calls of a tool that asks nobody there must be a second, so many of them at once. */
  private record Direct(int depth, int least) {}

  private static final List<Direct> DIRECTS =
      List.of(new Direct(1, 9_000), new Direct(16, 40_000), new Direct(64, 40_000));
  private static final int DIRECT_TURNS = 5;

  /** What a quick model takes, and how many calls of that are enough. */
  private static final Duration THOUGHT = Duration.ofMillis(100);

  private static final String SLOW =
      """
      {"path":"/chat/","always":true,"faults":[{"type":"latency","ms":%d}]}\
      """
          .formatted(THOUGHT.toMillis());

  private static final int THOUGHTFUL = 2_000;

  private Overhead() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        BareClient bare = BareClient.start();
        SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO);
        Daemon daemon = started(launcher, directory, simulator)) {
      String body = warm(WARM_UP, daemon, client, bare, simulator);
      for (int depth : List.of(1, 16)) {
        Pace pace = new Pace(depth, Duration.ZERO);
        chat(report, pace, CALLS, daemon, bare, simulator.base(), body);
      }
      direct(report, daemon);
      simulator.tell(client, "POST", "/faults", SLOW);
      var _ = warm(SLOW_WARM_UP, daemon, client, bare, simulator);
      Pace pace = new Pace(16, THOUGHT);
      Added added = chat(report, pace, THOUGHTFUL, daemon, bare, simulator.base(), body);
      report.hold(
          "added to a call" + pace.words(),
          added.median() <= 1 && added.late() <= 3,
          "at most 1 ms, and 3 ms at the 99th percentile");
    }
  }

  private static Daemon started(Path launcher, Path directory, SimulatorProcess simulator)
      throws IOException {
    Path own = Files.createTempDirectory(directory, "overhead");
    Daemon daemon = new Daemon(launcher, simulator.environment(own), own);
    daemon.initialize();
    return daemon;
  }

  /** Has both compiled; what the vendor is sent. */
  private static String warm(
      int calls, Daemon daemon, HttpClient client, BareClient bare, SimulatorProcess simulator)
      throws IOException, InterruptedException {
    Load.through(daemon, "chat", Load.CHAT, calls, WARMING);
    String body = simulator.lastBody(client);
    bare.load(simulator.base(), body, calls, new Pace(WARMING, Duration.ZERO));
    return body;
  }

  /** What a call takes longer, in milliseconds. */
  record Added(double median, double late) {}

  private static Added chat(
      Report report, Pace pace, int calls, Daemon daemon, BareClient bare, String base, String body)
      throws IOException {
    List<Load> bares = new ArrayList<>();
    List<Load> chats = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      bares.add(bare.load(base, body, calls / TURNS, pace));
      chats.add(Load.through(daemon, "chat", Load.CHAT, calls / TURNS, pace));
    }
    Samples baseline = bares.stream().reduce(Load::and).orElseThrow().samples();
    Samples chat = chats.stream().reduce(Load::and).orElseThrow().samples();
    report.baseline("the bare JDK client" + pace.words(), baseline);
    report.ratio("a chat call through the daemon" + pace.words(), chat, baseline);
    return added(report, "added to a call" + pace.words(), chat, baseline);
  }

  /** Says what was added to what. */
  static Added added(Report report, String what, Samples samples, Samples baseline) {
    Added added =
        new Added(samples.median() - baseline.median(), samples.at(0.99) - baseline.at(0.99));
    report.figure(
        what,
        String.format(Locale.ROOT, "median %.2f ms, p99 %.2f ms", added.median(), added.late()));
    return added;
  }

  private static void direct(Report report, Daemon daemon) throws IOException {
    for (int turn = 0; turn < DIRECT_TURNS; turn++) {
      Load.through(daemon, "version", "{}", DIRECT, 64);
    }
    for (Direct direct : DIRECTS) {
      double rate = Load.through(daemon, "version", "{}", DIRECT, direct.depth()).rate();
      String what = "direct tool calls a second, depth " + direct.depth();
      report.figure(what, String.format(Locale.ROOT, "%,.0f", rate));
      report.hold(what, rate >= direct.least(), String.format(Locale.ROOT, "%,d", direct.least()));
    }
  }
}
