package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/**
 * Writes what the SDK answers as the modern era has it: with its type, with who answers, and with
 * how long it stays true. Thread-safe.
 */
final class ModernResults {
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
  private static final String SERVER = ModernMeta.PREFIX + "serverInfo";

  private final FrameJson json;
  private final Map<String, Object> server;

  ModernResults(FrameJson json, Implementation server) {
    this.json = json;
    this.server = PlainMessages.name(server);
  }

  /** Any object of the SDK's as it is written. */
  Map<String, Object> map(Object object) {
    if (PlainMessages.of(object) instanceof Map<?, ?> ready) {
      Map<String, Object> map = new LinkedHashMap<>();
      ready.forEach((key, value) -> map.put(String.valueOf(key), value));
      return map;
    }
    return json.library().convertValue(object, MAP);
  }

  /** The final result of that request. */
  Map<String, Object> complete(Frame.Request request, Object result) {
    Map<String, Object> written = typed("complete", map(result));
    Freshness.of(request).ifPresent(fresh -> fresh.into(written));
    return written;
  }

  /** A result of that type with those fields. */
  Map<String, Object> typed(String type, Map<String, ?> fields) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("resultType", type);
    written.putAll(fields);
    Map<String, Object> meta = new LinkedHashMap<>();
    if (fields.get("_meta") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> meta.put(String.valueOf(key), value));
    }
    meta.put(SERVER, server);
    written.put("_meta", meta);
    return written;
  }
}
