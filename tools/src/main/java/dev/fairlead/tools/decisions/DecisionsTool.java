package dev.fairlead.tools.decisions;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Past.Which;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.Unreadable;
import dev.fairlead.tools.explanation.Explanation;
import dev.fairlead.tools.text.Beginning;
import dev.fairlead.tools.text.Since;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the decisions of late, or all about one, as {@code daemon decisions} does. */
public final class DecisionsTool implements Tool {
  private static final String NAME = "decisions";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Schema<Output> OUTPUT = Schema.of(NAME, Output.class);
  private static final int USUAL = 20;

  /** More than an agent reads; the command has no such limit. */
  private static final int MOST = 200;

  private static final int SHOWN = 60;
  private static final int LISTED = 30;

  private final Parts parts;
  private final Supplier<? extends Collection<String>> tools;

  /**
   * The decisions of these parts.
   *
   * @param tools the names that a tool can have; asked for at each call
   */
  public DecisionsTool(Parts parts, Supplier<? extends Collection<String>> tools) {
    this.parts = parts;
    this.tools = tools;
  }

  record Arguments(
      @Field("its tool") @Nullable String tool,
      @Field("asked") @Nullable String model,
      @Field("such as failed") @Nullable String outcome,
      @Field("2h, 7d") @Nullable String since,
      @Field(
              value = "at most",
              min = 1,
              aka = {"limit", "n"})
          @Nullable Integer last,
      @Field(value = "id, or last", aka = "id") @Nullable String decision) {}

  record Output(
      @Field("newest first") List<Row> decisions,
      @Field("all about the one that was asked for") List<Explanation> explained) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Decisions", "Recent routing decisions.", SCHEMA, OUTPUT, null, true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    try {
      return arguments.decision() == null ? all(arguments) : one(arguments.decision().strip());
    } catch (Unreadable e) {
      return ToolResult.refused(String.valueOf(e.getMessage()));
    }
  }

  private ToolResult one(String id) throws BadArguments, Unreadable, InterruptedException {
    Map<String, @Nullable Object> row =
        parts
            .past()
            .find(id)
            .orElseThrow(() ->
                new BadArguments(
                    NAME
                        + ": decision "
                        + Beginning.of(id, SHOWN)
                        + " is not in the log: without decision the newest ids are listed"));
    Explanation explanation = Explanation.of(row);
    return result(explanation.inWords(), List.of(row), List.of(explanation.data()));
  }

  private ToolResult all(Arguments arguments)
      throws BadArguments, Unreadable, InterruptedException {
    Which which = which(arguments);
    int wanted = Objects.requireNonNullElse(arguments.last(), USUAL);
    List<Map<String, @Nullable Object>> rows = parts.past().last(which, Math.min(wanted, MOST));
    if (rows.isEmpty()) {
      check("tool", arguments.tool(), tools.get());
      check("model", arguments.model(), models());
      String none = which.equals(Which.ALL) ? "No decisions yet." : "No decision is like that.";
      return result(none, rows, List.of());
    }
    String more =
        wanted > MOST && rows.size() == MOST
            ? "\n\nNo more than %d are told at once: narrow it with since or tool.".formatted(MOST)
            : "";
    return result(DecisionTable.of(rows) + more, rows, List.of());
  }

  private Which which(Arguments arguments) throws BadArguments {
    String model = arguments.model() == null ? null : arguments.model().strip();
    return new Which(
        since(arguments.since()),
        arguments.tool() == null ? null : arguments.tool().strip(),
        model == null ? null : parts.models().get().find(model).map(Model::id).orElse(model),
        outcome(arguments.outcome()));
  }

  private @Nullable Instant since(@Nullable String text) throws BadArguments {
    try {
      return text == null ? null : Since.read(text, parts.clock().instant());
    } catch (DateTimeException e) {
      throw new BadArguments(NAME + ": since " + e.getMessage());
    }
  }

  private static @Nullable String outcome(@Nullable String text) throws BadArguments {
    List<String> known = Stream.of(Outcome.values()).map(Outcome::label).toList();
    if (text == null) {
      return null;
    }
    return known.stream()
        .filter(each -> each.equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(() -> unknown("outcome", text, known));
  }

  /** A name that is in the log may have left the catalog; one that is in neither is a slip. */
  private static void check(String field, @Nullable String given, Collection<String> known)
      throws BadArguments {
    if (given != null && !known.contains(given.strip())) {
      throw unknown(field, given, known);
    }
  }

  private static BadArguments unknown(String field, String given, Collection<String> known) {
    String near = Nearest.to(given, known).map(t -> ", did you mean " + t + "?").orElse("");
    String all =
        known.size() <= LISTED ? "known: " + String.join(", ", known) : "listmodels tells all";
    return new BadArguments(
        "%s: %s %s is unknown%s %s"
            .formatted(NAME, field, Beginning.of(given, SHOWN), near.isEmpty() ? ":" : near, all));
  }

  private List<String> models() {
    return parts.models().get().models().stream()
        .flatMap(model -> Stream.concat(Stream.of(model.id()), model.aliases().stream()))
        .toList();
  }

  private ToolResult result(
      String text, List<Map<String, @Nullable Object>> rows, List<Map<String, Object>> explained) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("decisions", rows.stream().map(Row::data).toList());
    data.put("explained", explained);
    return new ToolResult(
        ToolResult.Status.COMPLETE,
        text,
        data,
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        null);
  }
}
