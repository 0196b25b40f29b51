package dev.fairlead.tools.routeexplain;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.Unreadable;
import dev.fairlead.tools.expert.Consultation;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Permission;
import dev.fairlead.tools.expert.Wishes;
import dev.fairlead.tools.explanation.Explanation;
import dev.fairlead.tools.text.Beginning;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says which model a call would go to and why, without calling anything. */
public final class RouteExplainTool implements Tool {
  private static final String NAME = "route_explain";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final int SHOWN = 60;
  private static final Schema<Explanation> OUTPUT = Schema.of(NAME, Explanation.class);

  private final Parts parts;
  private final Consultation consultation;
  private final Supplier<? extends Collection<Definition>> tools;

  /** Explains calls of those tools, which are asked for at each call. */
  public RouteExplainTool(Parts parts, Supplier<? extends Collection<Definition>> tools) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
    this.tools = tools;
  }

  record Arguments(
      @Field(value = "whose call", fallback = "chat") String tool,
      @Field("its prompt") @Nullable String prompt,
      @Field(value = "or its size", min = 0, from = Profile.FULL) @Nullable Integer promptTokens,
      @Field("its files") List<String> files,
      @Field(value = "its images", longest = 28 << 20) List<String> images,
      @Field("its model") @Nullable String model,
      @Field(value = "effort", from = Profile.FULL) @Nullable Effort thinkingMode,
      @Field(value = "0 to 1", min = 0, max = 1, hidden = true) @Nullable Double temperature,
      @Field("what to favour") @Nullable Policy policy,
      @Field(value = "needed besides, as vision", plain = true) List<Capability> needs,
      @Field(
              value = "whether the web is searched",
              fallback = "false",
              aka = "use_websearch",
              hidden = true)
          boolean webSearch,
      @Field(
              value = "false: fail rather than do without something",
              fallback = "true",
              hidden = true)
          boolean allowDegraded,
      @Field("explain this past one instead: id or last") @Nullable String decision) {
    Wishes wishes() {
      return new Wishes(model, thinkingMode, temperature);
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Explain routing",
        "Which model a call would use, why, and what it costs. Calls nobody.",
        SCHEMA,
        OUTPUT,
        null,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    if (arguments.decision() != null) {
      return made(arguments.decision().strip());
    }
    Definition tool = tool(arguments.tool());
    Requirements declared = tool.requirements();
    if (declared == null) {
      String text = arguments.tool() + " asks no model: its path is direct, nothing leaves.";
      return result(text, Explanation.direct(arguments.tool()));
    }
    Material material =
        new Gathering(parts.gate(), call.workspace(), Permission.LATER)
            .files(arguments.files())
            .images(arguments.images())
            .finish(NAME);
    Plan plan = parts.router().plan(ask(arguments, tool, declared, material));
    Explanation explanation = Explanation.of(plan, material.notes(), speeds());
    return result(explanation.inWords(), explanation);
  }

  private ToolResult made(String id) throws BadArguments, InterruptedException {
    try {
      var row =
          parts
              .past()
              .find(id)
              .orElseThrow(() ->
                  new BadArguments(
                      NAME
                          + ": decision "
                          + Beginning.of(id, SHOWN)
                          + " is not in the log: give an id that daemon decisions or the result's"
                          + " _meta names, or last"));
      Explanation explanation = Explanation.of(row);
      return result(explanation.inWords(), explanation);
    } catch (Unreadable e) {
      return ToolResult.refused(String.valueOf(e.getMessage()));
    }
  }

  /** Where they cannot be told, all are guessed. */
  private Map<String, Speed> speeds() throws InterruptedException {
    try {
      return parts.past().speeds();
    } catch (Unreadable _) {
      return Map.of();
    }
  }

  private ToolResult result(String text, Explanation explanation) {
    return new ToolResult(
        ToolResult.Status.COMPLETE,
        text,
        explanation.data(),
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        null);
  }

  private Definition tool(String name) throws BadArguments {
    Map<String, Definition> known = new LinkedHashMap<>();
    tools.get().forEach(tool -> known.put(tool.name(), tool));
    Definition tool = known.get(name);
    if (tool == null) {
      String near = Nearest.to(name, known.keySet()).map(t -> ", did you mean " + t).orElse("");
      throw new BadArguments(
          "%s: tool %s is unknown%s? Known: %s"
              .formatted(NAME, Beginning.of(name, SHOWN), near, String.join(", ", known.keySet())));
    }
    return tool;
  }

  private Ask ask(Arguments arguments, Definition tool, Requirements declared, Material material) {
    Requirements needs = Needs.of(declared, History.NONE, material, arguments.wishes());
    for (Capability needed : arguments.needs()) {
      needs = needs.requiring(needed);
    }
    Requirements searching =
        arguments.webSearch() ? needs.preferring(Capability.WEB_SEARCH) : needs;
    int more = arguments.promptTokens() == null ? 0 : arguments.promptTokens();
    return consultation.ask(
        new Consultation.Matter(
            arguments.tool(),
            "",
            arguments.allowDegraded() ? searching : searching.strict(),
            History.NONE,
            material,
            arguments.prompt() == null ? "" : arguments.prompt(),
            arguments.wishes(),
            parts.policy(arguments.policy(), tool.policy()),
            null,
            "{}"),
        more);
  }
}
