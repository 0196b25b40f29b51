package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.Statistics;
import dev.fairlead.daemon.store.Statistics.Group;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.tools.text.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what calls came to, put together. */
@Command(
    name = "stats",
    description = {
      "Print what calls came to: how many, tokens, cost, time, fallbacks, rejections.",
      "Calls that no model was needed for are left out."
    })
final class StatsCommand implements Callable<Integer> {
  private static final int USAGE = 2;
  private static final int PERCENT = 100;

  private final Console console;
  private final LogDesk log;
  private final StoreDesk desk;
  private final Installed installed;

  @Option(
      names = "--by",
      paramLabel = "WORD",
      defaultValue = "tool",
      description = "Put together by tool, model, day, user or client (default: tool).")
  private String by = "tool";

  @Option(names = "--shared", description = "Of all machines that share the database.")
  private boolean shared;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Mixin private final Filters filters = new Filters();

  StatsCommand(Console console, LogDesk log, StoreDesk desk, Installed installed) {
    this.console = console;
    this.log = log;
    this.desk = desk;
    this.installed = installed;
  }

  @Override
  public Integer call() throws StoreException {
    try {
      Statistics.By way =
          Stream.of(Statistics.By.values())
              .filter(each -> each.label().equalsIgnoreCase(by.strip()))
              .findFirst()
              .orElseThrow(() -> BadValue.unknown("--by", by, Statistics.ways()));
      Filter filter = filters.read(log, installed.catalog(), desk.clock().instant());
      List<Group> groups = new Statistics(desk.source(shared)).of(filter, way);
      if (json) {
        console.json(groups.stream().map(StatsCommand::data).toList());
      } else {
        console.say(groups.isEmpty() ? "no calls yet" : table(groups, way).toString());
      }
      return 0;
    } catch (BadValue e) {
      console.err().println(e.getMessage());
      return USAGE;
    }
  }

  private static Table table(List<Group> groups, Statistics.By by) {
    Table table =
        new Table(
            by.label().toUpperCase(Locale.ROOT),
            "CALLS",
            "ANSWERED",
            "FALLBACKS",
            "REJECTED",
            "TOKENS IN",
            "CACHED",
            "TOKENS OUT",
            "USD",
            "P50",
            "P95");
    for (Group group : groups) {
      table.row(
          group.name().isEmpty() ? "-" : group.name(),
          Long.toString(group.calls()),
          Long.toString(group.answered()),
          Long.toString(group.fallbacks()),
          Long.toString(group.rejected()),
          Long.toString(group.promptTokens()),
          Math.round(group.cachedShare() * PERCENT) + " %",
          Long.toString(group.completionTokens()),
          String.format(Locale.ROOT, "%.4f", group.cost()),
          seconds(group.p50()),
          seconds(group.p95()));
    }
    return table;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", Duration.ofMillis(millis).toMillis() / 1e3);
  }

  private static Map<String, Object> data(Group group) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", group.name());
    data.put("calls", group.calls());
    data.put("answered", group.answered());
    data.put("fallbacks", group.fallbacks());
    data.put("rejected", group.rejected());
    data.put("prompt_tokens", group.promptTokens());
    data.put("cached_tokens", group.cachedTokens());
    data.put("cached_share", group.cachedShare());
    data.put("completion_tokens", group.completionTokens());
    data.put("cost_usd", group.cost());
    data.put("p50_ms", group.p50());
    data.put("p95_ms", group.p95());
    return data;
  }
}
