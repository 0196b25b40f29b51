package dev.fairlead.tools.catalog;

import dev.fairlead.providers.text.Nearest;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.chat.ChatTool;
import dev.fairlead.tools.codereview.CodeReviewTool;
import dev.fairlead.tools.listmodels.ListModelsTool;
import dev.fairlead.tools.result.ResultTool;
import dev.fairlead.tools.routeexplain.RouteExplainTool;
import dev.fairlead.tools.version.VersionTool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tools, in the order in which they are listed. Immutable. */
public final class ToolCatalog {
  private final Map<String, Tool> tools;

  private ToolCatalog(List<Tool> tools) {
    Map<String, Tool> byName = new LinkedHashMap<>();
    for (Tool tool : tools) {
      if (byName.put(tool.definition().name(), tool) != null) {
        throw new IllegalArgumentException("two tools are named " + tool.definition().name());
      }
    }
    this.tools = Collections.unmodifiableMap(byName);
  }

  /** Every tool there is, made of these parts. */
  public static ToolCatalog of(Parts parts) {
    List<Tool> tools = new ArrayList<>();
    tools.add(new ChatTool(parts));
    tools.add(new CodeReviewTool(parts));
    tools.add(new ResultTool(parts));
    tools.add(new ListModelsTool(parts));
    tools.add(new VersionTool(parts));
    tools.add(new RouteExplainTool(parts, tools.stream().map(Tool::definition).toList()));
    return new ToolCatalog(tools);
  }

  /** The tools, in order. */
  public List<Tool> tools() {
    return List.copyOf(tools.values());
  }

  /** What the tools are and need, in order. */
  public List<Definition> definitions() {
    return tools.values().stream().map(Tool::definition).toList();
  }

  /** The tool of that name. */
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** The name of the tool that somebody who wrote this most likely meant. */
  public Optional<String> nearest(String name) {
    return Nearest.to(name, tools.keySet());
  }
}
