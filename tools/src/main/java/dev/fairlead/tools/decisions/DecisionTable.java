package dev.fairlead.tools.decisions;

import dev.fairlead.tools.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decisions in rows for a person. */
public final class DecisionTable {
  private static final List<String> HEADS =
      List.of(
          "AT",
          "TOOL",
          "OUTCOME",
          "PATH",
          "MODEL",
          "TRIED",
          "TOKENS",
          "USD",
          "TOOK",
          "OWN",
          "FIRST WORD",
          "DECISION");

  private DecisionTable() {}

  /** A table with a row for each. */
  public static Table of(List<Map<String, @Nullable Object>> rows) {
    // whose choice a call was is of use only where it was not always the same one's
    boolean arms =
        rows.stream().map(row -> row.get("arm")).filter(Objects::nonNull).distinct().count() > 1;
    List<String> heads = new ArrayList<>(HEADS);
    if (arms) {
      heads.add(heads.indexOf("MODEL"), "ARM");
    }
    Table table = new Table(heads.toArray(String[]::new));
    for (Map<String, @Nullable Object> row : rows) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  seconds(text(row, "at")),
                  text(row, "tool"),
                  text(row, "outcome"),
                  text(row, "path"),
                  text(row, "model"),
                  row.get("attempts") instanceof List<?> attempts
                      ? Integer.toString(attempts.size())
                      : "0",
                  text(row, "prompt_tokens") + "+" + text(row, "completion_tokens"),
                  dollars(row.get("cost_usd")),
                  text(row, "took_ms") + " ms",
                  millis(row.get("overhead_ms")),
                  millis(row.get("first_token_ms")),
                  text(row, "id")));
      if (arms) {
        cells.add(HEADS.indexOf("MODEL"), text(row, "arm"));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** A moment to the second. */
  public static String seconds(String at) {
    return at.replaceFirst("\\..*", "Z");
  }

  /** A sum in USD. */
  public static String dollars(@Nullable Object cost) {
    double value = cost instanceof Number number ? number.doubleValue() : 0;
    return String.format(Locale.ROOT, "%.5f", value);
  }

  private static String millis(@Nullable Object value) {
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%.1f ms", number.doubleValue())
        : "-";
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    Object value = row.get(column);
    return value == null ? "-" : value.toString();
  }
}
