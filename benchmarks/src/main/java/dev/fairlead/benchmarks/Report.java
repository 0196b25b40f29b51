package dev.fairlead.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures in a table for people. */
final class Report {
  private final PrintStream out;
  private final List<String> rows = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
    add("| what | measured | ratio |");
    add("|---|--:|--:|");
  }

  void baseline(String what, Samples samples) {
    add("| " + what + " | " + samples + " | 1.00 |");
  }

  void ratio(String what, Samples samples, Samples baseline) {
    add(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.2f |",
            what,
            samples,
            samples.median() / baseline.median()));
  }

  void figure(String what, String value) {
    add("| " + what + " | " + value + " | |");
  }

  List<String> rows() {
    return rows;
  }

  private void add(String row) {
    rows.add(row);
    out.println(row);
  }
}
