package dev.fairlead.tools.listmodels;

import dev.fairlead.providers.Model;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists the models, what they can do, and whether they can be asked right now. */
public final class ListModelsTool implements Tool {
  private static final String NAME = "listmodels";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Schema<Output> OUTPUT = Schema.of(NAME, Output.class);

  private final Parts parts;

  /** Lists the models of these parts. */
  public ListModelsTool(Parts parts) {
    this.parts = parts;
  }

  record Arguments() {}

  record Output(@Field("the models, in catalog order") List<Row> models) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "List models",
        "Models with aliases, abilities, limits, prices, and whether they can be asked now.",
        SCHEMA,
        OUTPUT,
        null,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments {
    SCHEMA.read(call.arguments());
    Ask ask = Ask.of(NAME, Requirements.NONE.output(1));
    Plan plan = parts.router().plan(ask);
    Set<String> ready =
        plan.candidates().stream().map(Candidate::model).map(Model::id).collect(Collectors.toSet());
    Map<String, Rejection> rejected = new HashMap<>();
    plan.rejections().forEach(rejection -> rejected.putIfAbsent(rejection.model(), rejection));
    List<Row> rows =
        parts.models().get().models().stream()
            .map(model -> Row.of(model, ready.contains(model.id()), rejected.get(model.id())))
            .toList();
    return new ToolResult(
        ToolResult.Status.COMPLETE,
        Row.table(rows),
        Map.of("models", rows.stream().map(Row::data).toList()),
        parts.router().answeredDirectly(ask),
        null);
  }
}
