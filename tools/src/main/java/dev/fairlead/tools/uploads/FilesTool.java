package dev.fairlead.tools.uploads;

import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.KeptFiles.Kept;
import dev.fairlead.tools.KeptFiles.Removal;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.Unreadable;
import dev.fairlead.tools.text.Beginning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the files that vendors keep, and removes them when it is told to. */
public final class FilesTool implements Tool {
  private static final String NAME = "files";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Schema<Output> OUTPUT = Schema.of(NAME, Output.class);
  private static final int SHOWN = 60;

  private final Parts parts;

  /** The files among these parts. */
  public FilesTool(Parts parts) {
    this.parts = parts;
  }

  /** What is done with the files. */
  enum Action {
    LIST,
    /** That one goes, at the vendor and here. */
    DELETE,
    /** Those that have expired go, at the vendor and here. */
    CLEANUP,
    /** Those whose key is not there any more are forgotten here; the vendor is out of reach. */
    CLEANUP_ORPHANED
  }

  record Arguments(
      @Field(value = "cleanup: expired ones; cleanup_orphaned: without a key", aka = "operation")
          @Nullable Action action,
      @Field(
              value = "id or path",
              aka = {"file_id", "id", "path"})
          @Nullable String file,
      @Field("only show") @Nullable Boolean dryRun) {
    boolean doesNothing() {
      return Boolean.TRUE.equals(dryRun);
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Kept files", "Lists or removes files kept at vendors.", SCHEMA, OUTPUT, null, false);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    try {
      Output output = done(arguments);
      return new ToolResult(
          output.failed() ? ToolResult.Status.FAILED : ToolResult.Status.COMPLETE,
          output.inWords(arguments.doesNothing()),
          output.data(),
          parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
          null);
    } catch (Unreadable e) {
      return ToolResult.refused(String.valueOf(e.getMessage()));
    }
  }

  private Output done(Arguments arguments) throws BadArguments, Unreadable, InterruptedException {
    Action action = Objects.requireNonNullElse(arguments.action(), Action.LIST);
    String file = arguments.file() == null ? null : arguments.file().strip();
    boolean cleans = action == Action.CLEANUP || action == Action.CLEANUP_ORPHANED;
    if (cleans && file != null) {
      throw new BadArguments(
          NAME + ": file does not go with a cleanup: leave it out, or give action delete");
    }
    if (action == Action.DELETE && file == null) {
      throw new BadArguments(
          NAME + ": file is missing: give the id or path of one that action list shows");
    }
    List<Kept> all = parts.keptFiles().list();
    List<Kept> meant = file == null ? all : named(file, all);
    Instant now = parts.clock().instant();
    List<Kept> victims =
        switch (action) {
          case LIST -> List.of();
          case DELETE -> meant;
          case CLEANUP -> meant.stream().filter(kept -> kept.upload().expired(now)).toList();
          case CLEANUP_ORPHANED -> meant.stream().filter(Kept::orphaned).toList();
        };
    return action == Action.LIST
        ? Output.listed(meant)
        : removed(victims, action, arguments.doesNothing());
  }

  private Output removed(List<Kept> victims, Action action, boolean doesNothing)
      throws Unreadable, InterruptedException {
    List<Kept> gone = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int stayed = 0;
    for (Kept victim : victims) {
      Removal removal =
          doesNothing
              ? new Removal(true, "")
              : action == Action.CLEANUP_ORPHANED
                  ? parts.keptFiles().forget(victim)
                  : parts.keptFiles().remove(victim);
      if (removal.gone()) {
        gone.add(victim);
      } else {
        stayed++;
      }
      if (!removal.note().isEmpty()) {
        notes.add(removal.note());
      }
    }
    return Output.removed(gone, stayed, notes);
  }

  /** All uploads of that file: it may be at several vendors. */
  private static List<Kept> named(String file, List<Kept> all) throws BadArguments {
    List<Kept> found =
        all.stream()
            .filter(kept -> kept.upload().id().equals(file) || kept.upload().name().equals(file))
            .toList();
    if (found.isEmpty()) {
      List<String> known =
          all.stream()
              .flatMap(kept -> Stream.of(kept.upload().name(), kept.upload().id()))
              .distinct()
              .toList();
      String near = Nearest.to(file, known).map(f -> ", did you mean " + f + "?").orElse("");
      throw new BadArguments(
          "%s: file %s is not kept at a vendor%s"
              .formatted(
                  NAME,
                  Beginning.of(file, SHOWN),
                  near.isEmpty() ? ": action list shows those that are" : near));
    }
    return found;
  }
}
