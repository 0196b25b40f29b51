package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the built daemon and its parts, and writes the tables beside the benchmarks. */
public final class Main {
  private Main() {}

  /**
   * Takes the root of the project, and {@code wire} or {@code whole} for one part; needs a build.
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toRealPath();
    String part = arguments.length > 1 ? arguments[1] : "all";
    Path application = root.resolve("daemon/target/fairlead");
    List<String> over = new ArrayList<>();
    if (!part.equals("whole")) {
      Report report = new Report(System.err);
      Streams.measure(report);
      AdapterCost.measure(report, application);
      keep(root, "wire", "The wire", report);
      over.addAll(report.over());
    }
    if (!part.equals("wire")) {
      Report report = new Report(System.err);
      Path launcher = root.resolve("scripts/daemon");
      Path directory = Files.createTempDirectory("fairlead-benchmark");
      StartUp.measure(report, launcher, directory);
      Overhead.measure(report, application, launcher, directory);
      keep(root, "whole-process", "Whole process", report);
      over.addAll(report.over());
    }
    over.forEach(System.err::println);
    System.exit(over.isEmpty() ? 0 : 1);
  }

  private static void keep(Path root, String name, String title, Report report) throws IOException {
    Files.writeString(
        root.resolve("benchmarks/" + name + ".md"),
        "# "
            + title
            + "\n\nWritten by `benchmarks/run`; ratios hold, single figures are of one machine.\n\n"
            + String.join("\n", report.rows())
            + "\n");
  }
}
