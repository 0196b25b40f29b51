package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.catalog.Shown;
import dev.fairlead.tools.catalog.ToolCatalog;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tools as this client is shown them, which follows the settings while the daemon runs.
 * Thread-safe.
 */
final class ToolList implements Showing {
  private final ToolCatalog catalog;
  private final Prompts prompts;
  private final Supplier<Shown> setting;
  private volatile View view;

  /** What is shown under one setting. */
  private record View(Shown shown, Set<String> names, List<Map<String, Object>> tools) {}

  ToolList(ToolCatalog catalog, Prompts prompts, Supplier<Shown> setting) {
    this.catalog = catalog;
    this.prompts = prompts;
    this.setting = setting;
    this.view = view(setting.get());
  }

  private View view(Shown shown) {
    Set<String> names = new HashSet<>();
    List<Map<String, Object>> tools = new ArrayList<>();
    for (Tool tool : catalog.tools(shown)) {
      Definition definition = tool.definition();
      names.add(definition.name());
      tools.add(described(definition, shown.profile()));
    }
    return new View(shown, names, tools);
  }

  /** A tool as the SDK has to know it: what is shown of it is not the SDK's to say. */
  static McpSchema.Tool known(Definition definition) {
    return new McpSchema.Tool(
        definition.name(), null, null, Map.of("type", "object"), null, null, null, null);
  }

  /** A tool as far as that profile shows it, as it is written. */
  private static Map<String, Object> described(Definition definition, Profile profile) {
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("name", definition.name());
    tool.put("title", definition.title());
    tool.put("description", definition.description());
    tool.put("inputSchema", definition.input().text(profile));
    if (definition.output() != null) {
      tool.put("outputSchema", definition.output().text(Profile.FULL));
    }
    Map<String, Object> hints = new LinkedHashMap<>();
    hints.put("readOnlyHint", definition.readOnly());
    hints.put("openWorldHint", definition.requirements() != null);
    tool.put("annotations", hints);
    return tool;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // mostly it is the very same, and then nothing is compared
  public synchronized boolean look() {
    Shown now = setting.get();
    if (now == view.shown() || now.equals(view.shown())) {
      return false;
    }
    View before = view;
    view = view(now);
    return !view.tools().equals(before.tools());
  }

  @Override
  public List<?> tools(List<McpSchema.Tool> all) {
    return view.tools();
  }

  @Override
  public List<McpSchema.Prompt> prompts(List<McpSchema.Prompt> all) {
    return prompts.shown();
  }

  @Override
  public boolean shows(String name) {
    return view.names().contains(name);
  }

  /** Why that tool cannot be called, with the remedy; empty if it can. */
  Optional<String> refusal(String name) {
    if (shows(name)) {
      return Optional.empty();
    }
    if (view.shown().disabled().contains(name)) {
      return Optional.of(
          "the tool %s is switched off: take it from the setting tools.disable".formatted(name));
    }
    return catalog
        .profile(name)
        .map(from ->
            "the tool %s is not in the profile %s: set tools.profile to %s, or tools.enable to %s"
                .formatted(name, view.shown().profile().label(), from.label(), name));
  }

  @Override
  public @Nullable Renamed renamed(Frame.Request request) {
    return Renamed.in(request, catalog);
  }
}
