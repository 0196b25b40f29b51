package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** From exec to the first replies through the launcher, beside a JVM that starts and ends. */
final class StartUp {
  private static final int ROUNDS = 20;

  private StartUp() {}

  static void measure(Report report, Path launcher, Path directory)
      throws IOException, InterruptedException {
    long[] bare = new long[ROUNDS];
    long[] initialize = new long[ROUNDS];
    long[] list = new long[ROUNDS];
    long resident = 0;
    for (int i = 0; i < ROUNDS; i++) {
      bare[i] = bareStart();
      long start = System.nanoTime();
      try (Daemon daemon = new Daemon(launcher, Map.of(), directory)) {
        daemon.initialize();
        initialize[i] = System.nanoTime() - start;
        daemon.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n");
        daemon.read();
        list[i] = System.nanoTime() - start;
        resident = daemon.residentMebibytes();
      }
    }
    Samples baseline = new Samples(bare);
    report.baseline("a JVM that starts and ends", baseline);
    report.ratio("exec to the reply of initialize", new Samples(initialize), baseline);
    report.ratio("exec to the reply of tools/list", new Samples(list), baseline);
    report.figure("resident memory after tools/list", resident + " MiB");
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
