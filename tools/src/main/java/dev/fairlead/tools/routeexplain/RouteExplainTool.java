package dev.fairlead.tools.routeexplain;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Consultation;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Wishes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which model a call would go to and why, without calling anything. */
public final class RouteExplainTool implements Tool {
  private static final String NAME = "route_explain";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Schema<Explanation> OUTPUT = Schema.of(NAME, Explanation.class);

  private final Parts parts;
  private final Consultation consultation;
  private final Map<String, Definition> tools = new LinkedHashMap<>();

  /** Explains calls of those tools. */
  public RouteExplainTool(Parts parts, Collection<Definition> tools) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
    tools.forEach(tool -> this.tools.put(tool.name(), tool));
  }

  record Arguments(
      @Field(value = "tool whose call to explain", fallback = "chat") String tool,
      @Field("the prompt") @Nullable String prompt,
      @Field(value = "its size in tokens, if it is not given", min = 0, max = 100_000_000)
          @Nullable Integer promptTokens,
      @Field("files, directories or globs") List<String> files,
      @Field(value = "image paths or data URLs", longest = 28 << 20) List<String> images,
      Wishes wishes,
      @Field("what to favour") @Nullable Policy policy,
      @Field("required beside what the tool needs") List<Capability> needs,
      @Field(value = "whether the web is searched", fallback = "false") boolean webSearch,
      @Field(value = "false: fail rather than do without something", fallback = "true")
          boolean allowDegraded,
      @Field("decision id, or last: what came of that call instead") @Nullable String decision) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Explain routing",
        "Which model a call would use, why, why not the others, what it costs and what leaves the"
            + " machine. Calls nobody.",
        SCHEMA,
        OUTPUT.json(),
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
        new Gathering(parts.gate(), call.workspace())
            .files(arguments.files())
            .images(arguments.images())
            .finish(NAME);
    Plan plan = parts.router().plan(ask(arguments, tool, declared, material));
    Explanation explanation = Explanation.of(plan, material.notes());
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
                          + id
                          + " is not in the log: give an id that daemon decisions or the result's"
                          + " _meta names, or last"));
      Explanation explanation = Explanation.of(new Row(row));
      return result(explanation.inWords(), explanation);
    } catch (Past.Unreadable e) {
      return ToolResult.refused(String.valueOf(e.getMessage()));
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
    Definition tool = tools.get(name);
    if (tool == null) {
      String near = Nearest.to(name, tools.keySet()).map(t -> ", did you mean " + t).orElse("");
      throw new BadArguments(
          "%s: tool %s is unknown%s? Known: %s"
              .formatted(NAME, name, near, String.join(", ", tools.keySet())));
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
