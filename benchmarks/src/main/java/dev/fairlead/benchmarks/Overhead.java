package dev.fairlead.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the daemon adds to a call, beside the bare JDK client on the same simulated vendor. What the
 * vendor took for a call is taken off that call first: a vendor that oversleeps is nobody's doing.
 */
final class Overhead {
  private static final int SLOW_WARM_UP = 4_000;
  private static final int WARMING = 64;
  private static final int CALLS = 4_000;

  /** The two take turns, so that the machine's weather is for both. */
  private static final int TURNS = 5;

  /** A bare call's median, alone, in milliseconds, where the machine is left to itself. */
  private static final double USUAL = 0.34;

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

  private static final String SAYING = "hello ";
  private static final String CHAT =
      "{\"prompt\":\"" + SAYING + Load.NUMBER + "\",\"model\":\"kimi-k3\"}";
  private static final int THOUGHTFUL = 2_000;

  private Overhead() {}

  static void measure(Report report, Path application, Path launcher, Path directory)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        BareClient bare = BareClient.start();
        SimulatorProcess simulator = SimulatorProcess.start(application, Duration.ZERO);
        Daemon daemon = Daemon.start(launcher, directory, simulator, Map.of())) {
      Sides sides = Sides.warm(daemon, bare, simulator, client);
      speed(report, sides);
      for (int depth : List.of(1, 16)) {
        var _ = chat(report, new Pace(depth, Duration.ZERO), CALLS, sides);
      }
      direct(report, daemon);
      simulator.tell(client, "POST", "/faults", SLOW);
      sides.warm(SLOW_WARM_UP);
      Pace pace = new Pace(16, THOUGHT);
      Added added = chat(report, pace, THOUGHTFUL, sides);
      report.hold(
          "added to a call" + pace.words(),
          added.median() <= 1 && added.late() <= 3,
          "at most 1 ms, and 3 ms at the 99th percentile");
    }
  }

  /** What a reader of figures in milliseconds has to know of the machine; no budget heeds it. */
  private static void speed(Report report, Sides sides) throws IOException {
    double median = sides.throughBareClient(CALLS, new Pace(1, Duration.ZERO)).samples().median();
    report.figure(
        "the machine, by a bare call alone",
        String.format(Locale.ROOT, "%.2f ms, usually %.2f ms", median, USUAL));
  }

  /** What a call takes longer, in milliseconds. */
  record Added(double median, double late) {}

  /** The bare client and the daemon on one vendor, and what it is sent for both. */
  private record Sides(
      Daemon daemon, BareClient bare, SimulatorProcess simulator, HttpClient client, String body) {
    /** Both, compiled. */
    static Sides warm(Daemon daemon, BareClient bare, SimulatorProcess simulator, HttpClient client)
        throws IOException, InterruptedException {
      Load.through(daemon, "chat", CHAT, 1, 1);
      String body = simulator.lastBody(client).replaceFirst(SAYING + "\\d+", SAYING + Load.NUMBER);
      Sides sides = new Sides(daemon, bare, simulator, client, body);
      WarmUp.of(daemon, CHAT);
      WarmUp.of(bare, simulator.base(), body);
      return sides;
    }

    void warm(int calls) throws IOException {
      Pace pace = new Pace(WARMING, Duration.ZERO);
      var _ = throughDaemon(calls, pace);
      var _ = throughBareClient(calls, pace);
    }

    Load throughDaemon(int calls, Pace pace) throws IOException {
      return Load.through(daemon, "chat", CHAT, calls, pace);
    }

    Load throughBareClient(int calls, Pace pace) throws IOException {
      return bare.load(simulator.base(), body, calls, pace);
    }

    /** The same calls without what the vendor itself took, each call's own. */
    Load besideVendor(Load load) throws IOException, InterruptedException {
      long[] nanos = load.samples().nanos().clone();
      simulator.took(client, nanos.length, SAYING).forEach((call, took) -> nanos[call] -= took);
      return new Load(new Samples(nanos), load.seconds(), load.tokens());
    }
  }

  private static Added chat(Report report, Pace pace, int calls, Sides sides)
      throws IOException, InterruptedException {
    List<Load> bares = new ArrayList<>();
    List<Load> chats = new ArrayList<>();
    List<Load> besideBares = new ArrayList<>();
    List<Load> besideChats = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      bares.add(sides.throughBareClient(calls / TURNS, pace));
      besideBares.add(sides.besideVendor(bares.getLast()));
      chats.add(sides.throughDaemon(calls / TURNS, pace));
      besideChats.add(sides.besideVendor(chats.getLast()));
    }
    Samples baseline = together(bares);
    report.baseline("the bare JDK client" + pace.words(), baseline);
    report.ratio("a chat call through the daemon" + pace.words(), together(chats), baseline);
    String what = "added to a call" + pace.words();
    return added(report, what, together(besideChats), together(besideBares));
  }

  private static Samples together(List<Load> turns) {
    return turns.stream().reduce(Load::and).orElseThrow().samples();
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
