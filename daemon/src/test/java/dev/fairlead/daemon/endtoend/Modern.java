package dev.fairlead.daemon.endtoend;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests that speak for themselves. */
final class Modern {
  static final String PREFIX = "io.modelcontextprotocol/";

  /** What a client says that takes tasks. */
  static final Map<String, Object> TASKS = Map.of("extensions", Map.of(PREFIX + "tasks", Map.of()));

  private Modern() {}

  /** Those fields, from a client that offers nothing. */
  static Map<String, Object> params(Map<String, Object> fields) {
    return params(fields, Map.of(), Map.of());
  }

  /** Those fields, from a client of those capabilities, with that beside them in {@code _meta}. */
  static Map<String, Object> params(
      Map<String, Object> fields, Map<String, Object> capabilities, Map<String, Object> more) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(PREFIX + "protocolVersion", "2026-07-28");
    meta.put(PREFIX + "clientCapabilities", capabilities);
    meta.put(PREFIX + "clientInfo", Map.of("name", "test", "version", "1"));
    meta.putAll(more);
    Map<String, Object> params = new LinkedHashMap<>(fields);
    params.put("_meta", meta);
    return params;
  }
}
