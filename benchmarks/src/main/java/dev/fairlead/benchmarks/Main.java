package dev.fairlead.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the built daemon as a whole process, and writes the table beside the benchmarks. */
public final class Main {
  private Main() {}

  /** Takes the root of the project; needs a build. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toRealPath();
    Path application = root.resolve("daemon/target/fairlead");
    Path launcher = root.resolve("scripts/daemon");
    Path directory = Files.createTempDirectory("fairlead-benchmark");
    Report report = new Report(System.err);
    StartUp.measure(report, launcher, directory);
    Overhead.measure(report, application, launcher, directory);
    Files.writeString(
        root.resolve("benchmarks/whole-process.md"),
        "# Whole process\n\nWritten by `benchmarks/run`; ratios hold, single figures are of one machine.\n\n"
            + String.join("\n", report.rows())
            + "\n");
  }
}
