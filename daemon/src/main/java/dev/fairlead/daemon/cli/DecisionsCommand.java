package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what was decided lately. */
@Command(
    name = "decisions",
    description =
        "Print the last decisions: which model answered which tool, how, and what it took.")
final class DecisionsCommand implements Callable<Integer> {
  private final Console console;
  private final DecisionLog log;

  @Option(names = "--json", description = "Print JSON with everything that was recorded.")
  private boolean json;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, newest first (default: ${DEFAULT-VALUE}).")
  private int last;

  DecisionsCommand(Console console, DecisionLog log) {
    this.console = console;
    this.log = log;
  }

  @Override
  public Integer call() throws StoreException {
    List<Map<String, @Nullable Object>> rows = log.last(Math.max(1, last));
    if (json) {
      console.json(rows);
    } else if (rows.isEmpty()) {
      console.say("no decisions yet");
    } else {
      console.say(table(rows).toString());
    }
    return 0;
  }

  private static Table table(List<Map<String, @Nullable Object>> rows) {
    Table table =
        new Table("AT", "TOOL", "OUTCOME", "PATH", "MODEL", "TRIED", "TOKENS", "USD", "TOOK");
    for (Map<String, @Nullable Object> row : rows) {
      table.row(
          text(row, "at").replaceFirst("\\..*", "Z"),
          text(row, "tool"),
          text(row, "outcome"),
          text(row, "path"),
          text(row, "model"),
          row.get("attempts") instanceof List<?> attempts ? Integer.toString(attempts.size()) : "0",
          text(row, "prompt_tokens") + "+" + text(row, "completion_tokens"),
          dollars(row.get("cost_usd")),
          text(row, "took_ms") + " ms");
    }
    return table;
  }

  private static String dollars(@Nullable Object cost) {
    double value = cost instanceof Number number ? number.doubleValue() : 0;
    return String.format(Locale.ROOT, "%.5f", value);
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    Object value = row.get(column);
    return value == null ? "-" : value.toString();
  }
}
