package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.decisions.DecisionTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what was decided lately, or all about one decision. */
@Command(
    name = "decisions",
    description = {
      "Print the last decisions: which model answered which tool, how, and what it took.",
      "With a decision's id, or last: why that model, what was tried, where the time went."
    })
final class DecisionsCommand implements Callable<Integer> {
  private static final int USAGE = 2;

  private final Console console;
  private final LogDesk desk;
  private final StoreDesk stores;
  private final Installed installed;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A decision's id, or last for the newest that was about a model.")
  private @Nullable String id;

  @Option(names = "--json", description = "Print JSON with everything that was recorded.")
  private boolean json;

  @Option(
      names = {"-n", "--limit", "--last"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many, newest first (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--shared", description = "Of all machines that share the database.")
  private boolean shared;

  @Mixin private final Filters filters = new Filters();

  DecisionsCommand(Console console, LogDesk desk, StoreDesk stores, Installed installed) {
    this.console = console;
    this.desk = desk;
    this.stores = stores;
    this.installed = installed;
  }

  @Override
  public Integer call() throws StoreException, InterruptedException {
    try {
      return id == null ? all() : one(id);
    } catch (BadValue | BadArguments e) {
      console.err().println(e.getMessage());
      return USAGE;
    }
  }

  private DecisionLog log() throws BadValue {
    return shared ? new DecisionLog(stores.source(true)) : desk.log();
  }

  private int one(String which)
      throws StoreException, BadArguments, BadValue, InterruptedException {
    Optional<Map<String, @Nullable Object>> row = log().find(which, Filter.ALL);
    if (shared && row.isEmpty()) {
      throw new BadValue("no decision there is " + which);
    }
    if (row.isPresent() && (json || shared)) {
      console.json(row.get());
    } else {
      console.say(desk.explain().of(Map.of("decision", which)).text());
    }
    return 0;
  }

  private int all() throws StoreException, BadValue {
    if (limit < 1) {
      throw new BadValue("--limit: " + limit + " is too few: give 1 or more");
    }
    Filter filter = filters.read(desk, installed.catalog(), stores.clock().instant());
    List<Map<String, @Nullable Object>> rows = log().last(filter, limit);
    if (rows.isEmpty()) {
      Optional<BadValue> wrong =
          filters.wrong(desk, installed.catalog(), installed.providers().keySet());
      if (wrong.isPresent()) {
        throw wrong.get();
      }
    }
    if (json) {
      console.json(rows);
    } else if (rows.isEmpty()) {
      console.say(filter.equals(Filter.ALL) ? "no decisions yet" : "no decision is like that");
    } else {
      console.say(DecisionTable.of(rows).toString());
    }
    return 0;
  }
}
