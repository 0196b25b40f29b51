package dev.fairlead.daemon.cli;

import dev.fairlead.tools.text.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan in tables for a person. */
final class RouteTable {
  private RouteTable() {}

  /** Prints the plan; the first line of its text says what is needed. */
  static void print(Map<String, Object> plan, String text, Console console) {
    console.say(text.lines().findFirst().orElse(""));
    List<?> candidates = list(plan.get("candidates"));
    console.say("");
    if (candidates.isEmpty()) {
      console.say("no model can do it");
    } else {
      console.say(candidates(candidates).toString());
    }
    List<?> rejected = list(plan.get("rejected"));
    if (!rejected.isEmpty()) {
      console.say("");
      console.say(rejected(rejected).toString());
    }
    List<?> leaving = list(plan.get("leaving"));
    if (!leaving.isEmpty()) {
      console.say("");
      console.say("files that would leave the machine: " + words(leaving, "path"));
    }
    list(plan.get("notes")).forEach(note -> console.say(note.toString()));
  }

  private static Table candidates(List<?> candidates) {
    Table table =
        new Table(
            "",
            "MODEL",
            "PROVIDER",
            "KEY",
            "PATH",
            "EFFORT",
            "SCORE",
            "USD",
            "TIME",
            "FIRST TOKEN",
            "TOKENS/S",
            "USING",
            "DEGRADED");
    int rank = 1;
    for (Object each : candidates) {
      Map<?, ?> row = (Map<?, ?>) each;
      table.row(
          Integer.toString(rank++),
          text(row, "model"),
          text(row, "provider"),
          text(row, "key"),
          text(row, "path"),
          text(row, "effort"),
          number(row, "score", "%.3f"),
          number(row, "cost", "%.5f"),
          number(row, "seconds", "%.1f s ") + basis(row),
          number(row, "first_token_ms", "%.0f ms"),
          number(row, "tokens_per_second", "%.0f"),
          joined(row.get("using")),
          joined(row.get("degraded")));
    }
    return table;
  }

  /** What the time rests on. */
  private static String basis(Map<?, ?> row) {
    if (!(row.get("measured_calls") instanceof Number calls)) {
      return "";
    }
    return calls.intValue() == 0 ? "guessed" : "measured " + calls + "x";
  }

  private static Table rejected(List<?> rejected) {
    Table table = new Table("LEFT OUT", "PROVIDER", "WHY");
    for (Object each : rejected) {
      Map<?, ?> row = (Map<?, ?>) each;
      String why =
          list(row.get("reasons")).stream().map(String::valueOf).collect(Collectors.joining("; "));
      table.row(text(row, "model"), text(row, "provider"), why);
    }
    return table;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String words(List<?> rows, String column) {
    return rows.stream()
        .map(row -> text((Map<?, ?>) row, column))
        .collect(Collectors.joining(", "));
  }

  private static String joined(@Nullable Object value) {
    String words = list(value).stream().map(String::valueOf).collect(Collectors.joining(", "));
    return words.isEmpty() ? "-" : words;
  }

  private static String number(Map<?, ?> row, String column, String format) {
    return row.get(column) instanceof Number number
        ? String.format(Locale.ROOT, format, number.doubleValue())
        : "-";
  }

  private static String text(Map<?, ?> row, String column) {
    Object value = row.get(column);
    return value == null ? "-" : value.toString();
  }
}
