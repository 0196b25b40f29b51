package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    Starts plain = new Starts();
    Starts other = new Starts();
    for (int i = 0; i < ROUNDS; i++) {
      bare[i] = bareStart();
      cached.take(i, daemon, Map.of(), directory);
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
    launcher(report, launcher, directory);
    busy(report, daemon, directory);
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

  /** The start while every core has something else to do: some clients wait a second, no more. */
  private static void busy(Report report, List<String> daemon, Path directory) throws IOException {
    Starts starts = new Starts();
    List<Process> others = new ArrayList<>();
    try {
      for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
        others.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      for (int i = 0; i < ROUNDS; i++) {
        starts.take(i, daemon, Map.of(), directory);
      }
    } finally {
      others.forEach(Process::destroyForcibly);
    }
    Samples list = new Samples(starts.list());
    report.figure("exec to the reply of tools/list while every core is busy", list.toString());
    report.hold("tools/list while every core is busy", list.median() < 1_000, "less than a second");
  }

  /** What the launcher takes until the JVM begins, which ends at once here. */
  private static void launcher(Report report, Path launcher, Path directory)
      throws IOException, InterruptedException {
    Path home = directory.resolve("a java that ends");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.copy(Path.of(System.getProperty("java.home"), "release"), home.resolve("release"));
    Files.writeString(java, "#!/bin/sh\nexit 0\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    long[] straight = new long[ROUNDS];
    long[] through = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      straight[i] = ended(java, home);
      through[i] = ended(launcher, home);
    }
    double added = new Samples(through).median() - new Samples(straight).median();
    report.figure(
        "what the launcher adds to a start", String.format(Locale.ROOT, "%.1f ms", added));
    report.hold("what the launcher adds", added < LAUNCHER_MILLIS, "less than 15 ms");
  }

  private static long ended(Path program, Path javaHome) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString()).inheritIO();
    builder.environment().put("FAIRLEAD_JAVA_HOME", javaHome.toString());
    long start = System.nanoTime();
    int exit = builder.start().waitFor();
    long took = System.nanoTime() - start;
    if (exit != 0) {
      throw new IOException(program + " ended with " + exit);
    }
    return took;
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
    new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "-Xshare:auto", "-version")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return System.nanoTime() - start;
  }
}
