package dev.fairlead.tools.threads;

import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.text.Beginning;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the threads, or tells the turns of one, so that an agent that lost its context can go on.
 */
public final class ThreadsTool implements Tool {
  private static final String NAME = "threads";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Schema<Output> OUTPUT = Schema.of(NAME, Output.class);
  private static final int NAMED = 10;
  private static final int SHOWN = 60;

  private final Parts parts;

  /** The threads among these parts. */
  public ThreadsTool(Parts parts) {
    this.parts = parts;
  }

  record Arguments(
      @Field(
              value = "whose turns to show",
              aka = {"continuation_id", "id"})
          @Nullable String thread,
      @Field("only of this tool") @Nullable String tool,
      @Field(value = "at most", min = 1, fallback = "20") int limit) {}

  record Output(
      @Field("threads, used last first") List<Line> threads,
      @Field("turns of the one that was asked for, oldest first") List<Told> turns,
      @Field("how many more there are") int more) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Threads", "Threads to go on with, or the turns of one.", SCHEMA, OUTPUT, null, true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments {
    Arguments arguments = SCHEMA.read(call.arguments());
    return arguments.thread() == null ? all(arguments) : one(arguments.thread().strip(), arguments);
  }

  private ToolResult all(Arguments arguments) throws BadArguments {
    List<Threads.Head> all = parts.threads().list();
    String tool = arguments.tool() == null ? null : arguments.tool().strip();
    List<Threads.Head> found =
        all.stream().filter(head -> tool == null || head.tool().equals(tool)).toList();
    if (found.isEmpty() && !all.isEmpty() && tool != null) {
      List<String> tools = all.stream().map(Threads.Head::tool).distinct().toList();
      String near = Nearest.to(tool, tools).map(t -> ", did you mean " + t + "?").orElse(";");
      throw new BadArguments(
          "%s: tool %s has no thread%s there are threads of %s"
              .formatted(NAME, Beginning.of(tool, SHOWN), near, String.join(", ", tools)));
    }
    Instant now = parts.clock().instant();
    List<Line> lines =
        found.stream().limit(arguments.limit()).map(head -> Line.of(head, now)).toList();
    int more = found.size() - lines.size();
    String text =
        lines.isEmpty()
            ? "There is no thread: a tool that asks a model begins one."
            : Line.table(lines)
                + (more == 0 ? "" : "\nand " + more + " more: limit " + found.size())
                + "\n\nGo on with one by its id as continuation_id; thread shows its turns.";
    return result(text, lines, List.of(), more);
  }

  private ToolResult one(String id, Arguments arguments) throws BadArguments {
    List<Threads.Turn> turns =
        parts.threads().find(id).orElseThrow(() -> new BadArguments(unknown(id)));
    int more = Math.max(0, turns.size() - arguments.limit());
    Instant now = parts.clock().instant();
    List<Told> told =
        turns.subList(more, turns.size()).stream().map(turn -> Told.of(turn, now)).toList();
    List<Line> heads =
        parts.threads().list().stream()
            .filter(head -> head.id().equals(id))
            .map(head -> Line.of(head, now))
            .toList();
    String before = more == 0 ? "" : more + " earlier turns are left out: limit " + turns.size();
    String text =
        heads.stream().map(Line::inWords).collect(Collectors.joining("\n"))
            + (before.isEmpty() ? "" : "\n" + before)
            + told.stream().map(turn -> "\n\n" + turn.inWords()).collect(Collectors.joining());
    return result(text, heads, told, more);
  }

  private String unknown(String id) {
    List<Threads.Head> all = parts.threads().list();
    String there =
        all.stream()
            .limit(NAMED)
            .map(head -> head.id() + " (" + head.tool() + ")")
            .collect(Collectors.joining(", "));
    return "%s: thread %s is unknown or has expired; %s"
        .formatted(
            NAME, Beginning.of(id, SHOWN), all.isEmpty() ? "there is none" : "there are " + there);
  }

  private ToolResult result(String text, List<Line> threads, List<Told> turns, int more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("threads", threads.stream().map(Line::data).toList());
    data.put("turns", turns.stream().map(Told::data).toList());
    data.put("more", more);
    return new ToolResult(
        ToolResult.Status.COMPLETE,
        text,
        data,
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        null);
  }
}
