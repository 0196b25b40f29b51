package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.protocol.Frame.Request;
import dev.fairlead.tools.catalog.OldNames;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool's name elsewhere, by which it is called, and here.
 *
 * @param before the one elsewhere
 * @param now the one here
 */
record Renamed(String before, String now) {
  /** What a request calls a tool that is here by another name; null if it does not. */
  static @Nullable Renamed in(Request request, ToolCatalog tools) {
    if (request.method().equals("tools/call")
        && request.params() instanceof Map<?, ?> params
        && params.get("name") instanceof String name
        && tools.find(name).isEmpty()) {
      String now = OldNames.now(name);
      return tools.find(now).isPresent() ? new Renamed(name, now) : null;
    }
    return null;
  }

  /** The request as it would have been made here. */
  Request of(Request request) {
    Map<Object, @Nullable Object> params = new LinkedHashMap<>();
    if (request.params() instanceof Map<?, ?> given) {
      given.forEach(params::put);
    }
    params.put("name", now);
    return new Request(request.id(), request.method(), params);
  }
}
