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
import java.util.function.BiFunction;

/** All tools, in the order in which they are listed. Immutable. */
public final class ToolCatalog {
  private record Entry(Profile from, Tool tool) {}

  /**
   * A line of the list.
   *
   * @param from the smallest profile that shows the tool
   * @param make makes it of its parts, for that catalog
   */
  private record Listed(
      Profile from, Class<? extends Tool> type, BiFunction<Parts, ToolCatalog, Tool> make) {}

  private static final List<Listed> LISTED =
      List.of(
          new Listed(Profile.LEAN, ChatTool.class, (parts, _) -> new ChatTool(parts)),
          new Listed(Profile.LEAN, CodeReviewTool.class, (parts, _) -> new CodeReviewTool(parts)),
          new Listed(Profile.LEAN, DebugTool.class, (parts, _) -> new DebugTool(parts)),
          new Listed(Profile.LEAN, ThinkDeepTool.class, (parts, _) -> new ThinkDeepTool(parts)),
          new Listed(Profile.STANDARD, AnalyzeTool.class, (parts, _) -> new AnalyzeTool(parts)),
          new Listed(Profile.FULL, RefactorTool.class, (parts, _) -> new RefactorTool(parts)),
          new Listed(Profile.FULL, SecAuditTool.class, (parts, _) -> new SecAuditTool(parts)),
          new Listed(Profile.STANDARD, PrecommitTool.class, (parts, _) -> new PrecommitTool(parts)),
          new Listed(Profile.FULL, TestGenTool.class, (parts, _) -> new TestGenTool(parts)),
          new Listed(Profile.STANDARD, PlannerTool.class, (parts, _) -> new PlannerTool(parts)),
          new Listed(Profile.FULL, TracerTool.class, (parts, _) -> new TracerTool(parts)),
          new Listed(Profile.FULL, DocgenTool.class, (parts, _) -> new DocgenTool(parts)),
          new Listed(Profile.STANDARD, ConsensusTool.class, (parts, _) -> new ConsensusTool(parts)),
          new Listed(Profile.FULL, ChallengeTool.class, (parts, _) -> new ChallengeTool(parts)),
          new Listed(Profile.STANDARD, AskFilesTool.class, (parts, _) -> new AskFilesTool(parts)),
          new Listed(Profile.STANDARD, WebSearchTool.class, (parts, _) -> new WebSearchTool(parts)),
          new Listed(Profile.LEAN, ResultTool.class, (parts, _) -> new ResultTool(parts)),
          new Listed(Profile.FULL, ListModelsTool.class, (parts, _) -> new ListModelsTool(parts)),
          new Listed(
              Profile.STANDARD,
              RouteExplainTool.class,
              (parts, all) -> new RouteExplainTool(parts, all::definitions)),
          new Listed(Profile.FULL, ThreadsTool.class, (parts, _) -> new ThreadsTool(parts)),
          new Listed(Profile.FULL, StatusTool.class, (parts, _) -> new StatusTool(parts)),
          new Listed(
              Profile.FULL,
              DecisionsTool.class,
              (parts, all) -> new DecisionsTool(parts, all.tools::keySet)),
          new Listed(Profile.FULL, FilesTool.class, (parts, _) -> new FilesTool(parts)),
          new Listed(Profile.FULL, VersionTool.class, (parts, _) -> new VersionTool(parts)));

  private final Map<String, Entry> tools = new LinkedHashMap<>();

  private ToolCatalog() {}

  /** Every tool there is, made of these parts. */
  public static ToolCatalog of(Parts parts) {
    ToolCatalog all = new ToolCatalog();
    LISTED.forEach(listed -> all.add(listed.from(), listed.make().apply(parts, all)));
    return all;
  }

  /**
   * Reads what all tools say about themselves, which takes a while and needs no parts: done on a
   * thread of its own, it is done by the time there are parts.
   */
  public static void prepare() {
    LISTED.forEach(listed -> {
      try {
        Class.forName(listed.type().getName(), true, listed.type().getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("a class that is here is found", e);
      }
    });
  }

  /** The classes of all tools, in order. */
  static List<Class<? extends Tool>> types() {
    return LISTED.stream().<Class<? extends Tool>>map(Listed::type).toList();
  }

  private void add(Profile from, Tool tool) {
    if (tools.put(tool.definition().name(), new Entry(from, tool)) != null) {
      throw new IllegalArgumentException("two tools are named " + tool.definition().name());
    }
  }

  /** What an agent is told about all of them together. */
  public static String instructions() {
    return Instructions.read(Tool.class, "instructions.md");
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
