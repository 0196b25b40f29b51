package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of others, from npm, in the versions of the lock file; installed once in a run. */
final class Npm {
  static final Path PLACE = DaemonProcess.root().resolve("daemon/target/npm");
  private static final Path SOURCES = DaemonProcess.root().resolve("daemon/src/test/npm");
  private static boolean installed;

  private Npm() {}

  /** What a program said, and its exit code. */
  record Ran(int exit, String said) {}

  /** Installs them, or skips the test, with a printed reason, where there is no npm. */
  static synchronized void install() throws IOException, InterruptedException {
    boolean there = isThere("npm") && isThere("node");
    if (!there) {
      System.err.println("fairlead: npm or node is missing; what comes from npm was not run");
    }
    assumeTrue(there, "npm or node is missing");
    if (installed) {
      return;
    }
    Files.createDirectories(PLACE);
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Files.writeString(PLACE.resolve(source.getFileName()), Files.readString(source));
      }
    }
    Ran ran = run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    assertThat(ran.exit()).as(ran.said()).isZero();
    installed = true;
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(program)));
  }

  /** How a program is started where they are. */
  static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(PLACE.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("FAIRLEAD_BUILD", "never");
    return builder;
  }

  /** Runs a program to its end. */
  static Ran run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Process process = builder(environment, List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(1, TimeUnit.MINUTES);
    return new Ran(process.exitValue(), said);
  }
}
