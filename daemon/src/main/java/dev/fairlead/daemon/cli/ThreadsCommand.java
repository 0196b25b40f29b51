package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.daemon.store.ThreadLog;
import dev.fairlead.tools.Threads.Head;
import dev.fairlead.tools.Threads.Turn;
import dev.fairlead.tools.text.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints conversations. */
@Command(
    name = "threads",
    description = {
      "Print the conversations that can be gone on with, the newest first.",
      "With an id: what was said in that one."
    })
final class ThreadsCommand implements Callable<Integer> {
  private static final int USAGE = 2;
  private static final int WIDTH = 60;

  private final Console console;
  private final StoreDesk desk;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "A conversation's id.")
  private @Nullable String id;

  @Option(names = "--shared", description = "From the database that a team shares.")
  private boolean shared;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  ThreadsCommand(Console console, StoreDesk desk) {
    this.console = console;
    this.desk = desk;
  }

  @Override
  public Integer call() throws StoreException {
    try {
      ThreadLog log = new ThreadLog(desk.source(shared), desk.user());
      return id == null ? all(log) : one(log, id.strip());
    } catch (BadValue e) {
      console.err().println(e.getMessage());
      return USAGE;
    }
  }

  private int all(ThreadLog log) throws StoreException {
    List<Head> heads = log.all().stream().limit(Math.max(1, limit)).toList();
    if (json) {
      console.json(heads.stream().map(ThreadsCommand::data).toList());
      return 0;
    }
    Table table = new Table("ID", "TOOL", "LAST USED", "TURNS", "ABOUT");
    for (Head head : heads) {
      table.row(
          head.id(),
          head.tool(),
          Instant.ofEpochSecond(head.last().getEpochSecond()).toString(),
          Integer.toString(head.turns()),
          brief(head.about()));
    }
    console.say(heads.isEmpty() ? "no conversations are kept" : table.toString());
    return 0;
  }

  private int one(ThreadLog log, String which) throws StoreException, BadValue {
    Optional<List<Turn>> turns = log.turns(which);
    if (turns.isEmpty()) {
      throw new BadValue(
          "no conversation has the id "
              + which
              + ", or what was said in it is not kept: daemon threads prints those there are");
    }
    if (json) {
      console.json(turns.get().stream().map(ThreadsCommand::data).toList());
      return 0;
    }
    for (Turn turn : turns.get()) {
      console.say("== " + turn.at() + ", " + turn.tool() + "\n" + turn.said());
      if (!turn.answered().isEmpty()) {
        console.say("-- answer\n" + turn.answered());
      }
    }
    return 0;
  }

  private static String brief(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }

  private static Map<String, Object> data(Head head) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", head.id());
    data.put("tool", head.tool());
    data.put("started", head.started().toString());
    data.put("last", head.last().toString());
    data.put("turns", head.turns());
    data.put("about", head.about());
    return data;
  }

  private static Map<String, Object> data(Turn turn) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", turn.id());
    data.put("tool", turn.tool());
    data.put("at", turn.at().toString());
    data.put("said", turn.said());
    data.put("answered", turn.answered());
    return data;
  }
}
