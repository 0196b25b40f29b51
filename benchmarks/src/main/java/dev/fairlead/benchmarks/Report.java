package dev.fairlead.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures in a table for people; its ratios are held against those of the table before it. */
final class Report {
  /** How much a ratio may grow from one table to the next. */
  private static final double MOST_GROWTH = 1.1;

  private final PrintStream out;
  private final Map<String, Double> kept;
  private final List<String> rows = new ArrayList<>();
  private final List<String> over = new ArrayList<>();

  /** A report after another, the lines of whose table are given; none for the first. */
  Report(PrintStream out, List<String> before) {
    this.out = out;
    this.kept = ratios(before);
    add("| what | measured | ratio |");
    add("|---|--:|--:|");
  }

  void baseline(String what, Samples samples) {
    add("| " + what + " | " + samples + " | 1.00 |");
  }

  void ratio(String what, Samples samples, Samples baseline) {
    row(what, samples.toString(), samples.median() / baseline.median());
  }

  void figure(String what, String value) {
    add("| " + what + " | " + value + " | |");
  }

  /** A ratio that is to stay as it is, or get less. */
  void row(String what, String measured, double ratio) {
    shown(what, measured, ratio);
    Double before = kept.get(what);
    if (before != null && ratio > before * MOST_GROWTH) {
      over.add(
          String.format(
              Locale.ROOT, "%s: the ratio has grown from %.2f to %.2f", what, before, ratio));
    }
  }

  /** A ratio that nobody holds. */
  void shown(String what, String measured, double ratio) {
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

  private static Map<String, Double> ratios(List<String> table) {
    Map<String, Double> ratios = new HashMap<>();
    for (String row : table) {
      String[] cells = row.split("\\|", -1);
      if (cells.length == 5 && cells[3].strip().matches("[0-9.]+")) {
        ratios.put(cells[1].strip(), Double.parseDouble(cells[3].strip()));
      }
    }
    return ratios;
  }

  private void add(String row) {
    rows.add(row);
    out.println(row);
  }
}
