package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.protocol.Frame.Bad;
import dev.fairlead.daemon.protocol.Frame.Request;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Refuses {@code tools/call} requests that name no tool of ours, before anybody works on them. */
final class CallCheck implements Function<Request, Optional<Bad>> {
  private final ToolCatalog tools;

  CallCheck(ToolCatalog tools) {
    this.tools = tools;
  }

  @Override
  public Optional<Bad> apply(Request request) {
    if (!request.method().equals("tools/call")) {
      return Optional.empty();
    }
    if (!(request.params() instanceof Map<?, ?> params)) {
      return refusal(
          request, "tools/call: the field params is missing; it must hold name and arguments");
    }
    if (!(params.get("name") instanceof String name)) {
      return refusal(
          request, "tools/call: the field name must be a string; tools/list has the names");
    }
    if (tools.find(name).isEmpty()) {
      String near = tools.nearest(name).map(n -> "did you mean " + n + "? ").orElse("");
      return refusal(request, "unknown tool " + name + ": " + near + "tools/list has the names");
    }
    Object arguments = params.get("arguments");
    if (arguments != null && !(arguments instanceof Map<?, ?>)) {
      return refusal(request, name + ": the field arguments must be an object");
    }
    return Optional.empty();
  }

  private static Optional<Bad> refusal(Request request, String message) {
    return Optional.of(new Bad(request.id(), Frame.INVALID_PARAMS, message));
  }
}
