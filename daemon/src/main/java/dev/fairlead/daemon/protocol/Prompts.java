package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.Definition;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One prompt for each tool that asks a model, so that a person can call it by name: what an agent
 * is told is to make that call.
 */
final class Prompts {
  /** Besides what a tool requires, a person may want to say these. */
  private static final Set<String> OFFERED =
      Set.of("files", "relevant_files", "continuation_id", "model", "thinking_mode");

  private final Map<String, Definition> tools;
  private final FrameJson json;

  Prompts(List<Definition> definitions, FrameJson json) {
    this.tools =
        definitions.stream()
            .filter(definition -> definition.requirements() != null)
            .collect(
                Collectors.toMap(
                    Definition::name, tool -> tool, (one, _) -> one, LinkedHashMap::new));
    this.json = json;
  }

  List<SyncPromptSpecification> specifications() {
    return tools.values().stream()
        .map(tool ->
            new SyncPromptSpecification(
                Prompt.builder(tool.name()).arguments(named(tool)).build(),
                (_, request) -> message(tool, request.arguments())))
        .toList();
  }

  /** The SDK completes no argument that it does not know; it needs to know its name alone. */
  private static List<PromptArgument> named(Definition tool) {
    List<PromptArgument> named = new ArrayList<>();
    for (String name : tool.input().names()) {
      if (isOffered(tool, name)) {
        named.add(PromptArgument.builder(name).build());
      }
    }
    return named;
  }

  private static boolean isOffered(Definition tool, String name) {
    return OFFERED.contains(name) || tool.input().required().contains(name);
  }

  /** What is shown of them. */
  List<Prompt> shown() {
    return tools.values().stream()
        .map(tool ->
            Prompt.builder(tool.name())
                .title(tool.title())
                .description(tool.description())
                .arguments(arguments(tool))
                .build())
        .toList();
  }

  /** The names. */
  Set<String> names() {
    return tools.keySet();
  }

  /** The required arguments of that prompt that are missing among these. */
  List<String> missing(String name, @Nullable Object given) {
    Map<?, ?> arguments = given instanceof Map<?, ?> map ? map : Map.of();
    return arguments(Objects.requireNonNull(tools.get(name), name)).stream()
        .filter(PromptArgument::required)
        .map(PromptArgument::name)
        .filter(required -> !(arguments.get(required) instanceof String text) || text.isBlank())
        .toList();
  }

  /** The words that an argument can be; empty where it can be anything. */
  List<String> words(String name, String argument) {
    Definition tool = tools.get(name);
    return tool != null
            && properties(tool).get(argument) instanceof Map<?, ?> property
            && property.get("enum") instanceof List<?> words
        ? words.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static List<PromptArgument> arguments(Definition tool) {
    List<PromptArgument> arguments = new ArrayList<>();
    List<String> required = tool.input().required();
    properties(tool)
        .forEach((key, property) -> {
          String name = String.valueOf(key);
          if (isOffered(tool, name)) {
            String about = String.valueOf(((Map<?, ?>) property).get("description"));
            arguments.add(
                PromptArgument.builder(name)
                    .description(isList(property) ? about + "; several with commas between" : about)
                    .required(required.contains(name))
                    .build());
          }
        });
    return arguments;
  }

  private GetPromptResult message(Definition tool, @Nullable Map<String, Object> given) {
    Map<String, Object> call = new LinkedHashMap<>();
    Objects.requireNonNullElse(given, Map.<String, Object>of())
        .forEach((name, value) -> {
          Object property = properties(tool).get(name);
          String text = String.valueOf(value).strip();
          if (property != null && !text.isEmpty()) {
            call.put(name, isList(property) ? List.of(text.split("\\s*,\\s*", -1)) : text);
          }
        });
    String text =
        "Call the tool %s of the server fairlead with these arguments, then tell what it says and which model said it:\n%s"
            .formatted(tool.name(), json.text(call));
    return GetPromptResult.builder(
            List.of(new PromptMessage(Role.USER, TextContent.builder(text).build())))
        .description(tool.title())
        .build();
  }

  private static Map<?, ?> properties(Definition tool) {
    return (Map<?, ?>) tool.input().json().getOrDefault("properties", Map.of());
  }

  private static boolean isList(Object property) {
    return property instanceof Map<?, ?> map && "array".equals(map.get("type"));
  }
}
