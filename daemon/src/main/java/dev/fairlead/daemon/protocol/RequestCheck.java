package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.protocol.Frame.Bad;
import dev.fairlead.daemon.protocol.Frame.Request;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that cannot be meant, before anybody works on them, in words that name the field
 * and the remedy.
 */
final class RequestCheck implements Function<Request, Optional<Bad>> {
  private final ToolCatalog tools;
  private final ToolList shown;
  private final Prompts prompts;

  RequestCheck(ToolCatalog tools, ToolList shown, Prompts prompts) {
    this.tools = tools;
    this.shown = shown;
    this.prompts = prompts;
  }

  @Override
  public Optional<Bad> apply(Request request) {
    Map<?, ?> params = request.params() instanceof Map<?, ?> map ? map : Map.of();
    String problem =
        switch (request.method()) {
          case "initialize" -> initialize(params);
          case "tools/call" -> call(request, params);
          case "prompts/get" -> prompt(params);
          case "resources/read", "resources/subscribe", "resources/unsubscribe" ->
              text(params, "uri", "resources/list has the addresses");
          case "logging/setLevel" -> level(params);
          case "completion/complete" -> completion(params);
          case "resources/list" -> cursor(params, true);
          case "tools/list", "prompts/list", "resources/templates/list" -> cursor(params, false);
          default -> null;
        };
    if (problem == null
        && request.method().equals("resources/read")
        && !Resources.isKnown(String.valueOf(params.get("uri")))) {
      return Optional.of(
          new Bad(
              request.id(),
              Frame.RESOURCE_NOT_FOUND,
              "there is no resource " + params.get("uri") + "; resources/list has the addresses"));
    }
    return Optional.ofNullable(problem)
        .map(words -> new Bad(request.id(), Frame.INVALID_PARAMS, said(request.method(), words)));
  }

  /** What is wrong with a tool is said as the tool's. */
  private static String said(String method, String words) {
    return words.startsWith("unknown tool") ? words : method + ": " + words;
  }

  private static @Nullable String initialize(Map<?, ?> params) {
    String version = text(params, "protocolVersion", "for example 2025-11-25");
    if (version != null) {
      return version;
    }
    return params.get("clientInfo") instanceof Map<?, ?> info && info.get("name") instanceof String
        ? null
        : "the field clientInfo must be an object with name and version";
  }

  private @Nullable String call(Request request, Map<?, ?> params) {
    if (request.params() == null) {
      return "the field params is missing; it must hold name and arguments";
    }
    if (!(params.get("name") instanceof String name)) {
      return "the field name must be a string; tools/list has the names";
    }
    if (tools.find(name).isEmpty()) {
      String near = tools.nearest(name).map(n -> "did you mean " + n + "? ").orElse("");
      return "unknown tool " + name + ": " + near + "tools/list has the names";
    }
    Optional<String> hidden = shown.refusal(name);
    if (hidden.isPresent()) {
      return hidden.get();
    }
    Object arguments = params.get("arguments");
    return arguments == null || arguments instanceof Map<?, ?>
        ? null
        : "the field arguments of " + name + " must be an object";
  }

  private @Nullable String prompt(Map<?, ?> params) {
    if (!(params.get("name") instanceof String name)) {
      return "the field name must be a string; prompts/list has the names";
    }
    if (!prompts.names().contains(name)) {
      String near =
          Nearest.to(name, prompts.names()).map(n -> "did you mean " + n + "? ").orElse("");
      return "there is no prompt " + name + ": " + near + "prompts/list has the names";
    }
    Object arguments = params.get("arguments");
    if (arguments != null && !(arguments instanceof Map<?, ?>)) {
      return "the field arguments of " + name + " must be an object";
    }
    List<String> missing = prompts.missing(name, arguments);
    return missing.isEmpty()
        ? null
        : "the prompt " + name + " needs the argument " + String.join(", ", missing);
  }

  private static @Nullable String level(Map<?, ?> params) {
    return params.get("level") instanceof String level && ClientLog.LEVELS.contains(level)
        ? null
        : "the field level must be one of " + String.join(", ", ClientLog.LEVELS);
  }

  private static @Nullable String completion(Map<?, ?> params) {
    if (!(params.get("ref") instanceof Map<?, ?> ref)
        || !(("ref/prompt".equals(ref.get("type")) && ref.get("name") instanceof String)
            || ("ref/resource".equals(ref.get("type")) && ref.get("uri") instanceof String))) {
      return "the field ref must be {type: ref/prompt, name} or {type: ref/resource, uri}";
    }
    return params.get("argument") instanceof Map<?, ?> argument
            && argument.get("name") instanceof String
            && argument.get("value") instanceof String
        ? null
        : "the field argument must be an object with name and value";
  }

  private static @Nullable String cursor(Map<?, ?> params, boolean paged) {
    Object cursor = params.get("cursor");
    if (cursor == null || cursor.equals("")) {
      return null;
    }
    return paged && cursor instanceof String text && Pages.named(text).isPresent()
        ? null
        : "the field cursor must be the nextCursor of a list before, or left out";
  }

  private static @Nullable String text(Map<?, ?> params, String field, String remedy) {
    return params.get(field) instanceof String text && !text.isBlank()
        ? null
        : "the field " + field + " must be a string; " + remedy;
  }
}
