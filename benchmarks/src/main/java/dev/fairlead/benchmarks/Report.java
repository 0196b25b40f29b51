package dev.fairlead.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures in a table for people. */
final class Report {
  private final PrintStream out;
  private final List<String> rows = new ArrayList<>();
  private final List<String> over = new ArrayList<>();

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

  void row(String what, String measured, double ratio) {
    add(String.format(Locale.ROOT, "| %s | %s | %.2f |", what, measured, ratio));
  }

  /** A budget, which is over unless it holds. */
  void hold(String what, boolean holds, String budget) {
    if (!holds) {
      over.add(what + ": must be " + budget);
    }
  }

  /** The budgets that were not held. */
  List<String> over() {
    return over;
  }

  List<String> rows() {
    return rows;
  }

  private void add(String row) {
    rows.add(row);
    out.println(row);
  }
}
