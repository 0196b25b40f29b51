package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One table of figures, kept in a file.
 *
 * @param name the file's, without its ending
 * @param title above the table
 * @param about what to know about its figures
 * @param measurement fills it
 */
record Table(String name, String title, String about, Measurement measurement) {
  /** What fills a table. */
  @FunctionalInterface
  interface Measurement {
    void into(Report report) throws Exception;
  }

  /** Measures, and keeps the table unless something is over; what is over is returned. */
  List<String> make(Path directory, boolean keep) throws Exception {
    Path file = directory.resolve(name + ".md");
    Report report = new Report(System.err, before(file));
    measurement.into(report);
    if (keep || report.over().isEmpty()) {
      Files.writeString(
          file,
          "# "
              + title
              + "\n\nWritten by `benchmarks/run`; "
              + about
              + "\n\n"
              + String.join("\n", report.rows())
              + "\n");
    }
    return report.over();
  }

  private static List<String> before(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
