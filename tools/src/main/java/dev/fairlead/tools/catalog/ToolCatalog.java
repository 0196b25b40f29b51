package dev.fairlead.tools.catalog;

import dev.fairlead.providers.text.Nearest;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.analyze.AnalyzeTool;
import dev.fairlead.tools.askfiles.AskFilesTool;
import dev.fairlead.tools.challenge.ChallengeTool;
import dev.fairlead.tools.chat.ChatTool;
import dev.fairlead.tools.codereview.CodeReviewTool;
import dev.fairlead.tools.consensus.ConsensusTool;
import dev.fairlead.tools.debug.DebugTool;
import dev.fairlead.tools.decisions.DecisionsTool;
import dev.fairlead.tools.docgen.DocgenTool;
import dev.fairlead.tools.expert.Instructions;
import dev.fairlead.tools.listmodels.ListModelsTool;
import dev.fairlead.tools.planner.PlannerTool;
import dev.fairlead.tools.precommit.PrecommitTool;
import dev.fairlead.tools.refactor.RefactorTool;
import dev.fairlead.tools.result.ResultTool;
import dev.fairlead.tools.routeexplain.RouteExplainTool;
import dev.fairlead.tools.secaudit.SecAuditTool;
import dev.fairlead.tools.status.StatusTool;
import dev.fairlead.tools.testgen.TestGenTool;
import dev.fairlead.tools.thinkdeep.ThinkDeepTool;
import dev.fairlead.tools.threads.ThreadsTool;
import dev.fairlead.tools.tracer.TracerTool;
import dev.fairlead.tools.uploads.FilesTool;
import dev.fairlead.tools.version.VersionTool;
import dev.fairlead.tools.websearch.WebSearchTool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tools, in the order in which they are listed. Immutable. */
public final class ToolCatalog {
  private record Entry(Profile from, Tool tool) {}

  private final Map<String, Entry> tools = new LinkedHashMap<>();

  private ToolCatalog() {}

  /** Every tool there is, made of these parts, each with the smallest profile that shows it. */
  public static ToolCatalog of(Parts parts) {
    ToolCatalog all = new ToolCatalog();
    all.add(Profile.LEAN, new ChatTool(parts));
    all.add(Profile.LEAN, new CodeReviewTool(parts));
    all.add(Profile.LEAN, new DebugTool(parts));
    all.add(Profile.LEAN, new ThinkDeepTool(parts));
    all.add(Profile.STANDARD, new AnalyzeTool(parts));
    all.add(Profile.FULL, new RefactorTool(parts));
    all.add(Profile.FULL, new SecAuditTool(parts));
    all.add(Profile.STANDARD, new PrecommitTool(parts));
    all.add(Profile.FULL, new TestGenTool(parts));
    all.add(Profile.STANDARD, new PlannerTool(parts));
    all.add(Profile.FULL, new TracerTool(parts));
    all.add(Profile.FULL, new DocgenTool(parts));
    all.add(Profile.STANDARD, new ConsensusTool(parts));
    all.add(Profile.FULL, new ChallengeTool(parts));
    all.add(Profile.STANDARD, new AskFilesTool(parts));
    all.add(Profile.STANDARD, new WebSearchTool(parts));
    all.add(Profile.LEAN, new ResultTool(parts));
    all.add(Profile.FULL, new ListModelsTool(parts));
    all.add(Profile.STANDARD, new RouteExplainTool(parts, all::definitions));
    all.add(Profile.FULL, new ThreadsTool(parts));
    all.add(Profile.FULL, new StatusTool(parts));
    all.add(Profile.FULL, new DecisionsTool(parts, all.tools::keySet));
    all.add(Profile.FULL, new FilesTool(parts));
    all.add(Profile.FULL, new VersionTool(parts));
    return all;
  }

  private void add(Profile from, Tool tool) {
    if (tools.put(tool.definition().name(), new Entry(from, tool)) != null) {
      throw new IllegalArgumentException("two tools are named " + tool.definition().name());
    }
  }

  /** What an agent is told about all of them together. */
  public static String instructions() {
    return Instructions.role(Tool.class, "instructions.md");
  }

  /** The tools, in order. */
  public List<Tool> tools() {
    return tools.values().stream().map(Entry::tool).toList();
  }

  /** Those of the tools that are shown, in order. */
  public List<Tool> tools(Shown shown) {
    return tools.entrySet().stream()
        .filter(entry -> shown.shows(entry.getKey(), entry.getValue().from()))
        .map(entry -> entry.getValue().tool())
        .toList();
  }

  /** What the tools are and need, in order. */
  public List<Definition> definitions() {
    return tools().stream().map(Tool::definition).toList();
  }

  /** The tool of that name. */
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name)).map(Entry::tool);
  }

  /** The smallest profile that shows the tool of that name. */
  public Optional<Profile> profile(String name) {
    return Optional.ofNullable(tools.get(name)).map(Entry::from);
  }

  /** The name of the tool that somebody who wrote this most likely meant. */
  public Optional<String> nearest(String name) {
    String now = OldNames.now(name);
    return tools.containsKey(now) ? Optional.of(now) : Nearest.to(name, tools.keySet());
  }
}
