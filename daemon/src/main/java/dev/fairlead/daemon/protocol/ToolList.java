package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.catalog.Shown;
import dev.fairlead.tools.catalog.ToolCatalog;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tools as this client is shown them, which follows the settings while the daemon runs.
 * Thread-safe.
 */
final class ToolList implements Showing {
  private final ToolCatalog catalog;
  private final Supplier<Shown> setting;
  private volatile View view;

  /** What is shown under one setting. */
  private record View(Shown shown, Set<String> names, List<McpSchema.Tool> tools) {}

  ToolList(ToolCatalog catalog, Supplier<Shown> setting) {
    this.catalog = catalog;
    this.setting = setting;
    this.view = view(setting.get());
  }

  private View view(Shown shown) {
    List<McpSchema.Tool> tools =
        catalog.tools(shown).stream()
            .map(tool -> described(tool.definition(), shown.profile()))
            .toList();
    return new View(
        shown, tools.stream().map(McpSchema.Tool::name).collect(Collectors.toSet()), tools);
  }

  /** A tool as the SDK has to know it: what is shown of it is not the SDK's to say. */
  static McpSchema.Tool known(Definition definition) {
    return tool(definition, Map.of("type", "object"));
  }

  /** A tool as far as that profile shows it. */
  private static McpSchema.Tool described(Definition definition, Profile profile) {
    return tool(definition, definition.input().json(profile));
  }

  private static McpSchema.Tool tool(Definition definition, Map<String, Object> input) {
    return new McpSchema.Tool(
        definition.name(),
        definition.title(),
        definition.description(),
        input,
        definition.output(),
        new McpSchema.ToolAnnotations(
            null, definition.readOnly(), null, null, definition.requirements() != null, null),
        null,
        null);
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
  public List<McpSchema.Tool> tools(List<McpSchema.Tool> all) {
    return view.tools();
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
