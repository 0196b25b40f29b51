package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From exec to the first replies through the launcher, with the build's cache and without, beside a
 * JVM that starts and ends and, where npm has it, a server on Node.
 */
final class StartUp {
  private static final int ROUNDS = 20;
  private static final int LAUNCHER_MILLIS = 15;
  private static final String NODE_SERVER = "@modelcontextprotocol/server-everything";

  /** What one way to start took. */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  private record Starts(long[] initialize, long[] list, long[] resident) {
    Starts() {
      this(new long[ROUNDS], new long[ROUNDS], new long[ROUNDS]);
    }

    void take(int round, List<String> command, Map<String, String> environment, Path directory)
        throws IOException {
      long start = System.nanoTime();
      try (Daemon server = new Daemon(command, environment, directory)) {
        server.initialize();
        initialize[round] = System.nanoTime() - start;
        server.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n");
        server.reply(2);
        list[round] = System.nanoTime() - start;
        resident[round] = server.residentMebibytes() * 1_000_000;
      }
    }

    String residentMebibytes() {
      return String.format(Locale.ROOT, "%.0f MiB", new Samples(resident).median());
    }
  }

  private StartUp() {}

  static void measure(Report report, Path launcher, Path application, Path directory)
      throws IOException, InterruptedException {
    List<String> daemon = List.of(launcher.toString());
    Optional<List<String>> node = nodeServer(launcher.resolveSibling("../benchmarks/target/npm"));
    Path cache = application.resolve("aot");
    Path aside = application.resolve("aot.aside");
    long[] bare = new long[ROUNDS];
    Starts cached = new Starts();
    Starts straight = new Starts();
    List<String> jvm = jvmOf(daemon, directory);
    Starts plain = new Starts();
    Starts other = new Starts();
    for (int i = 0; i < ROUNDS; i++) {
      bare[i] = bareStart();
      cached.take(i, daemon, Map.of(), directory);
      straight.take(i, jvm, Map.of(), directory);
      if (node.isPresent()) {
        other.take(i, node.get(), Map.of(), directory);
      }
      Files.move(cache, aside);
      try {
        plain.take(i, daemon, Map.of(), directory);
      } finally {
        Files.move(aside, cache);
      }
    }
    Samples baseline = new Samples(bare);
    report.baseline("a JVM that starts and ends", baseline);
    rows(report, "", cached, baseline);
    rows(report, ", without the cache", plain, baseline);
    double added =
        new Samples(cached.initialize()).median() - new Samples(straight.initialize()).median();
    report.figure(
        "what the launcher adds to that of initialize",
        String.format(Locale.ROOT, "%.1f ms", added));
    report.hold("what the launcher adds", added < LAUNCHER_MILLIS, "less than 15 ms");
    report.figure("resident memory after tools/list", cached.residentMebibytes());
    if (node.isPresent()) {
      Samples initialize = new Samples(other.initialize());
      Samples list = new Samples(other.list());
      report.figure(
          "server-everything on Node, exec to the reply of initialize", initialize.toString());
      report.figure("server-everything on Node, exec to the reply of tools/list", list.toString());
      report.figure(
          "server-everything on Node, resident memory after tools/list", other.residentMebibytes());
      budget(report, "initialize", cached.initialize(), initialize, 0.8);
      budget(report, "tools/list", cached.list(), list, 0.8);
      budget(report, "initialize, without the cache", plain.initialize(), initialize, 2.5);
      budget(report, "tools/list, without the cache", plain.list(), list, 2.5);
    }
  }

  /** The command that the launcher became. */
  private static List<String> jvmOf(List<String> launcher, Path directory) throws IOException {
    try (Daemon daemon = new Daemon(launcher, Map.of(), directory)) {
      daemon.initialize();
      ProcessHandle.Info info = ProcessHandle.of(daemon.pid()).orElseThrow().info();
      List<String> command = new ArrayList<>(List.of(info.command().orElseThrow()));
      command.addAll(List.of(info.arguments().orElseThrow()));
      return command;
    }
  }

  private static void rows(Report report, String how, Starts starts, Samples baseline) {
    report.ratio(
        "exec to the reply of initialize" + how, new Samples(starts.initialize()), baseline);
    report.ratio("exec to the reply of tools/list" + how, new Samples(starts.list()), baseline);
  }

  private static void budget(Report report, String what, long[] ours, Samples theirs, double most) {
    Samples own = new Samples(ours);
    double ratio = own.median() / theirs.median();
    report.shown(what + ", beside Node", own.toString(), ratio);
    report.hold(what + ", beside Node", ratio <= most, "at most " + most + " of it");
  }

  /** The command that starts the server on Node; empty where it cannot be had. */
  private static Optional<List<String>> nodeServer(Path place)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(place).toRealPath();
    Path program = home.resolve("node_modules/" + NODE_SERVER + "/dist/index.js");
    if (!Files.exists(program)) {
      try {
        new ProcessBuilder(
                "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", NODE_SERVER)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return Files.exists(program)
        ? Optional.of(List.of("node", program.toString(), "stdio"))
        : Optional.empty();
  }

  private static long bareStart() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    long start = System.nanoTime();
    new ProcessBuilder(
            java.toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-version")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return System.nanoTime() - start;
  }
}
