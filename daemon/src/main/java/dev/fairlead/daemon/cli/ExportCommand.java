package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.Export;
import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Prints what was kept, for other programs. */
@Command(
    name = "export",
    description = {
      "Print decisions, attempts or events for other programs, the oldest first, a line each.",
      "None of them holds what was said."
    })
final class ExportCommand implements Callable<Integer> {
  private static final int USAGE = 2;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Console console;
  private final LogDesk log;
  private final StoreDesk desk;
  private final Installed installed;

  @Option(
      names = "--what",
      paramLabel = "WORD",
      defaultValue = "decisions",
      description = "decisions, attempts or events (default: decisions).")
  private String what = "decisions";

  @Option(
      names = "--format",
      paramLabel = "WORD",
      defaultValue = "jsonl",
      description = "jsonl or csv (default: jsonl).")
  private String format = "jsonl";

  @Option(names = "--shared", description = "Of all machines that share the database.")
  private boolean shared;

  @Mixin private final Filters filters = new Filters();

  ExportCommand(Console console, LogDesk log, StoreDesk desk, Installed installed) {
    this.console = console;
    this.log = log;
    this.desk = desk;
    this.installed = installed;
  }

  @Override
  public Integer call() throws StoreException {
    try {
      Export.What wanted =
          Stream.of(Export.What.values())
              .filter(each -> each.label().equalsIgnoreCase(what.strip()))
              .findFirst()
              .orElseThrow(() ->
                  BadValue.unknown("--what", what, List.of("decisions", "attempts", "events")));
      boolean csv = format.strip().equalsIgnoreCase("csv");
      if (!csv && !format.strip().equalsIgnoreCase("jsonl")) {
        throw BadValue.unknown("--format", format, List.of("jsonl", "csv"));
      }
      Filter filter = filters.read(log, installed.catalog(), desk.clock().instant());
      if (wanted == Export.What.EVENTS && !filter.equals(onlySince(filter))) {
        throw new BadValue("--what events takes --since alone: events are of no call");
      }
      long rows =
          new Export(desk.source(shared)).read(wanted, filter, csv ? new Csv() : new Lines());
      console.err().println(rows + (rows == 1 ? " row" : " rows"));
      return 0;
    } catch (BadValue e) {
      console.err().println(e.getMessage());
      return USAGE;
    }
  }

  private static Filter onlySince(Filter filter) {
    return filter.since() == null ? Filter.ALL : Filter.since(filter.since());
  }

  private final class Lines implements Export.Reader {
    @Override
    public void columns(List<String> names) {}

    @Override
    public void row(Map<String, @Nullable Object> row) {
      console.say(JSON.writeValueAsString(row));
    }
  }

  private final class Csv implements Export.Reader {
    @Override
    public void columns(List<String> names) {
      console.say(names.stream().map(Csv::quoted).collect(Collectors.joining(",")));
    }

    @Override
    public void row(Map<String, @Nullable Object> row) {
      console.say(
          row.values().stream()
              .map(value -> value == null ? "" : quoted(value.toString()))
              .collect(Collectors.joining(",")));
    }

    /** As RFC 4180 has it; a cell that a spreadsheet would take for a formula is none. */
    private static String quoted(String text) {
      String safe = text.matches("(?s)[=+@\\-].*[^0-9.].*") ? "'" + text : text;
      return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
  }
}
