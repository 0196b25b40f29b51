package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities.Elicitation;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities.RootCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities.Sampling;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's records of the messages of every session, from and to plain maps, by hand: what a
 * library works out about a record by reflection costs a start a tenth of its time, and each call
 * some. Whatever is not as usual is left to the library, which does the same.
 */
final class PlainMessages {
  private static final Set<String> CAPABILITIES =
      Set.of("experimental", "roots", "sampling", "elicitation");
  private static final Set<String> NAMES =
      Set.of("name", "title", "version", "description", "websiteUrl");

  private PlainMessages() {}

  /** The record of that type, of what a client sent; null where that is for the library. */
  static @Nullable Object read(Object data, Type type) {
    if (!(data instanceof Map<?, ?> map)) {
      return null;
    }
    if (type == CallToolRequest.class) {
      return call(map);
    }
    if (type == ClientCapabilities.class) {
      return able(map);
    }
    return type == InitializeRequest.class ? opening(map) : null;
  }

  private static @Nullable CallToolRequest call(Map<?, ?> map) {
    Object arguments = map.get("arguments");
    Object meta = map.get("_meta");
    return map.get("name") instanceof String name && isMap(arguments) && isMap(meta)
        ? new CallToolRequest(name, fields(arguments), fields(meta))
        : null;
  }

  private static @Nullable InitializeRequest opening(Map<?, ?> map) {
    if (!(map.get("protocolVersion") instanceof String version)
        || !(map.get("capabilities") instanceof Map<?, ?> capabilities)
        || !(map.get("clientInfo") instanceof Map<?, ?> info)) {
      return null;
    }
    ClientCapabilities able = able(capabilities);
    return able != null
            && isMap(map.get("_meta"))
            && NAMES.containsAll(info.keySet())
            && info.values().stream().allMatch(value -> value == null || value instanceof String)
        ? new InitializeRequest(
            version,
            able,
            new Implementation(
                (String) info.get("name"),
                (String) info.get("title"),
                (String) info.get("version"),
                (String) info.get("description"),
                null,
                (String) info.get("websiteUrl")),
            fields(map.get("_meta")))
        : null;
  }

  /** What a client can do; null where that is for the library. */
  private static @Nullable ClientCapabilities able(Map<?, ?> able) {
    return CAPABILITIES.containsAll(able.keySet())
            && isMap(able.get("experimental"))
            && isNothing(able.get("sampling"))
            && (able.get("elicitation") == null || questions(able.get("elicitation")) != null)
            && (able.get("roots") == null || roots(able.get("roots")) != null)
        ? new ClientCapabilities(
            fields(able.get("experimental")),
            roots(able.get("roots")),
            able.get("sampling") == null ? null : new Sampling(),
            questions(able.get("elicitation")))
        : null;
  }

  private static @Nullable RootCapabilities roots(@Nullable Object roots) {
    return roots instanceof Map<?, ?> map
            && Set.of("listChanged").containsAll(map.keySet())
            && (map.get("listChanged") == null || map.get("listChanged") instanceof Boolean)
        ? new RootCapabilities((Boolean) map.get("listChanged"))
        : null;
  }

  private static @Nullable Elicitation questions(@Nullable Object able) {
    return able instanceof Map<?, ?> map
            && Set.of("form", "url").containsAll(map.keySet())
            && map.values().stream().allMatch(PlainMessages::isNothing)
        ? new Elicitation(
            map.get("form") == null ? null : new Elicitation.Form(),
            map.get("url") == null ? null : new Elicitation.Url())
        : null;
  }

  private static boolean isMap(@Nullable Object value) {
    return value == null || value instanceof Map<?, ?>;
  }

  private static boolean isNothing(@Nullable Object value) {
    return value == null || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  @SuppressWarnings("unchecked") // the keys of JSON are strings
  private static @Nullable Map<String, Object> fields(@Nullable Object map) {
    return (Map<String, Object>) map;
  }

  /** A message, or a result, as it is to be written. */
  static Object of(Object message) {
    if (message instanceof JSONRPCResponse response && response.error() == null) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("jsonrpc", response.jsonrpc());
      put(fields, "id", response.id());
      put(fields, "result", response.result() == null ? null : of(response.result()));
      return fields;
    }
    if (message instanceof JSONRPCRequest request
        && request.params() instanceof ElicitFormRequest form) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("jsonrpc", request.jsonrpc());
      fields.put("method", request.method());
      fields.put("id", request.id());
      fields.put("params", question(form));
      return fields;
    }
    if (message instanceof CallToolResult result
        && result.content().stream().allMatch(TextContent.class::isInstance)) {
      return result(result);
    }
    if (message instanceof InitializeResult result
        && result.capabilities().experimental() == null
        && result.capabilities().extensions() == null
        && result.serverInfo().icons() == null) {
      return greeting(result);
    }
    return message;
  }

  /** A question; the SDK's record has a field named like its type's id, which is not written. */
  static Map<String, Object> question(ElicitFormRequest form) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("mode", form.mode());
    fields.put("message", form.message());
    fields.put("requestedSchema", form.requestedSchema());
    put(fields, "_meta", form.meta());
    return fields;
  }

  private static Map<String, Object> result(CallToolResult result) {
    List<Object> content = new ArrayList<>();
    for (Content each : result.content()) {
      TextContent text = (TextContent) each;
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("type", "text");
      put(part, "annotations", text.annotations());
      put(part, "text", text.text());
      put(part, "_meta", text.meta());
      content.add(part);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("content", content);
    put(fields, "isError", result.isError());
    put(fields, "structuredContent", result.structuredContent());
    put(fields, "_meta", result.meta());
    return fields;
  }

  private static Map<String, Object> greeting(InitializeResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "protocolVersion", result.protocolVersion());
    fields.put("capabilities", capabilities(result.capabilities()));
    fields.put("serverInfo", name(result.serverInfo()));
    put(fields, "instructions", result.instructions());
    put(fields, "_meta", result.meta());
    return fields;
  }

  /** What a server can do, but for what is experimental and what is an extension. */
  static Map<String, Object> capabilities(ServerCapabilities able) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "completions", able.completions() == null ? null : Map.of());
    put(fields, "logging", able.logging() == null ? null : Map.of());
    if (able.prompts() != null) {
      fields.put("prompts", some("listChanged", able.prompts().listChanged()));
    }
    if (able.resources() != null) {
      Map<String, Object> resources = some("subscribe", able.resources().subscribe());
      put(resources, "listChanged", able.resources().listChanged());
      fields.put("resources", resources);
    }
    if (able.tools() != null) {
      fields.put("tools", some("listChanged", able.tools().listChanged()));
    }
    return fields;
  }

  /** A program's name and version, but for its icons. */
  static Map<String, Object> name(Implementation name) {
    Map<String, Object> fields = some("name", name.name());
    put(fields, "title", name.title());
    put(fields, "version", name.version());
    put(fields, "description", name.description());
    put(fields, "websiteUrl", name.websiteUrl());
    return fields;
  }

  private static Map<String, Object> some(String key, @Nullable Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, key, value);
    return fields;
  }

  private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
    if (value != null) {
      fields.put(key, value);
    }
  }
}
