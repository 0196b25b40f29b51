package dev.fairlead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vendors on loopback, in a process of their own.
 *
 * @param base where Kimi is
 */
record SimulatorProcess(Process process, String base) implements AutoCloseable {
  private static final Pattern KIMI = Pattern.compile("\"kimi\"\\s*:\\s*\"([^\"]+)\"");

  static SimulatorProcess start(Path application, Duration latency) throws IOException {
    String separator = System.getProperty("path.separator");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                application.resolve("simulator/fairlead-simulator.jar")
                    + separator
                    + application.resolve("lib")
                    + "/*",
                "dev.fairlead.simulator.Main",
                "--port",
                "0",
                "--latency",
                Long.toString(latency.toMillis()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    Matcher kimi = KIMI.matcher(String.valueOf(reader.readLine()));
    if (!kimi.find()) {
      process.destroy();
      throw new IOException("the simulator did not say where it is");
    }
    return new SimulatorProcess(process, kimi.group(1));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
