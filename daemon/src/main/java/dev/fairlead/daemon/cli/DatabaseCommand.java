package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.SharedSchema;
import dev.fairlead.daemon.store.SharedState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how the database of a team is, or how to set it up. */
@Command(
    name = "database",
    description = {
      "Say how the database that a team shares is: its schema, what this role may do, what waits.",
      "Exit code 0: fine; 1: something is missing; 2: there is none, or it cannot be used."
    })
final class DatabaseCommand implements Callable<Integer> {
  private static final int USAGE = 2;

  private final Console console;
  private final StoreDesk desk;

  @Option(
      names = "--sql",
      description = "Print what its owner has to run once: the schema, two roles, their rights.")
  private boolean sql;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  DatabaseCommand(Console console, StoreDesk desk) {
    this.console = console;
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (sql) {
      console.say(SharedSchema.script().stripTrailing());
      return 0;
    }
    var shared = desk.shared();
    if (shared == null) {
      console
          .err()
          .println("there is no shared database: set database.url (FAIRLEAD_DATABASE_URL)");
      return USAGE;
    }
    SharedState state = SharedState.of(shared, desk.database());
    if (json) {
      console.json(data(state));
    } else {
      console.say(state.problem().orElseGet(() -> state.name() + ", schema " + state.version()));
      state.missing().forEach(right -> console.say("missing: " + right));
      console.say(state.waiting() + " rows are still to go there");
    }
    if (state.problem().isPresent()) {
      return USAGE;
    }
    return state.missing().isEmpty() ? 0 : 1;
  }

  private static Map<String, Object> data(SharedState state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", state.name());
    state.problem().ifPresent(problem -> data.put("problem", problem));
    data.put("schema", state.version());
    data.put("missing", state.missing());
    data.put("waiting", state.waiting());
    return data;
  }
}
