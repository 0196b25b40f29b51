package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.Forgetting;
import dev.fairlead.daemon.store.Forgetting.Gone;
import dev.fairlead.daemon.store.SharedDatabase;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.tools.text.Since;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes away what was kept. */
@Command(
    name = "forget",
    description = {
      "Take away a conversation, or all that is older than some day; there is no way back.",
      "Where a team shares a database, it is taken away there, too, if this role may do that.",
      "Exit code 0: done; 1: not everywhere; 2: bad usage, or the store cannot be used."
    })
final class ForgetCommand implements Callable<Integer> {
  private static final int USAGE = 2;

  private final Console console;
  private final StoreDesk desk;

  @ArgGroup(multiplicity = "1")
  private @Nullable Victims victims;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What to take away. */
  private static final class Victims {
    @Option(
        names = "--thread",
        paramLabel = "ID",
        description = "That conversation and its branches, with all that was said in them.")
    private @Nullable String thread;

    @Option(
        names = "--before",
        paramLabel = "WHEN",
        description = "All that is older: 30d, 2w, 2026-11-20.")
    private @Nullable String before;
  }

  ForgetCommand(Console console, StoreDesk desk) {
    this.console = console;
    this.desk = desk;
  }

  @Override
  public Integer call() throws StoreException {
    Instant before = null;
    try {
      if (victims != null && victims.before != null) {
        before = Since.read(victims.before, desk.clock().instant());
      }
    } catch (DateTimeException e) {
      console.err().println("--before: " + e.getMessage());
      return USAGE;
    }
    Gone here = gone(new Forgetting(desk.database()), before);
    Optional<String> problem = Optional.empty();
    Gone there = new Gone(0, 0, 0);
    SharedDatabase shared = desk.shared();
    if (shared != null) {
      try {
        there = gone(new Forgetting(shared), before);
      } catch (StoreException e) {
        problem = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    boolean nothing = here.equals(new Gone(0, 0, 0)) && there.equals(here) && problem.isEmpty();
    if (json) {
      print(here, there, problem);
    } else {
      console.say(nothing ? "there was nothing to forget" : "forgotten here: " + words(here));
      if (shared != null && problem.isEmpty() && !nothing) {
        console.say("forgotten in " + shared.name() + ": " + words(there));
      }
      problem.ifPresent(text ->
          console.err().println(text + "; its owner (fairlead_owner) can take it away there"));
    }
    return problem.isPresent() ? 1 : 0;
  }

  private Gone gone(Forgetting forgetting, @Nullable Instant before) throws StoreException {
    return before != null
        ? forgetting.before(before)
        : forgetting.thread(victims == null ? "" : String.valueOf(victims.thread).strip());
  }

  private void print(Gone here, Gone there, Optional<String> problem) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("here", here);
    data.put("shared", there);
    problem.ifPresent(text -> data.put("problem", text));
    console.json(data);
  }

  private static String words(Gone gone) {
    return "%d conversations, %d decisions, %d other rows"
        .formatted(gone.threads(), gone.decisions(), gone.others());
  }
}
