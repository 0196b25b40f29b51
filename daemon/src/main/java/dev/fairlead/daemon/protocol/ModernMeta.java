package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a request of the modern era says of its client: in its own {@code _meta}, since there is no
 * session.
 *
 * @param client who asks, or null if it does not say
 * @param capabilities what the client can do for this request
 * @param logLevel from which level on it wants to be told what is logged, or null for nothing
 */
record ModernMeta(
    @Nullable Implementation client, ClientCapabilities capabilities, @Nullable String logLevel) {
  /** The revision of the modern era. */
  static final String REVISION = "2026-07-28";

  /** What all keys of the protocol's own begin with. */
  static final String PREFIX = "io.modelcontextprotocol/";

  private static final String VERSION = PREFIX + "protocolVersion";
  private static final String CLIENT = PREFIX + "clientInfo";
  private static final String CAPABILITIES = PREFIX + "clientCapabilities";
  private static final String LEVEL = PREFIX + "logLevel";
  private static final String TASKS = PREFIX + "tasks";

  /** The capability without which there are no tasks. */
  static final Map<String, Object> TASKS_CAPABILITY = Map.of("extensions", Map.of(TASKS, Map.of()));

  /** Whether a request speaks of this era at all, rightly or wrongly. */
  static boolean isIn(Frame.Request request) {
    Map<?, ?> meta = meta(request);
    return request.method().equals("server/discover")
        || request.method().equals("subscriptions/listen")
        || Stream.of(VERSION, CLIENT, CAPABILITIES).anyMatch(meta::containsKey);
  }

  /** What is wrong with a request's {@code _meta}; empty if nothing is. */
  static Optional<Frame.Bad> refusal(Frame.Request request, FrameJson json) {
    Map<?, ?> meta = meta(request);
    Object version = meta.get(VERSION);
    if (version instanceof String text && !text.equals(REVISION)) {
      return Optional.of(
          new Frame.Bad(
              request.id(),
              Frame.UNSUPPORTED_VERSION,
              "the revision %s is not spoken here without initialize; %s is"
                  .formatted(text, REVISION),
              Map.of("supported", List.of(REVISION), "requested", text)));
    }
    String problem = null;
    if (version == null) {
      problem = "the field _meta must hold " + VERSION + ", for example " + REVISION;
    } else if (!(version instanceof String)) {
      problem = "the field _meta." + VERSION + " must be a string";
    } else if (!(meta.get(CAPABILITIES) instanceof Map<?, ?> capabilities)
        || capabilities(capabilities, json).isEmpty()) {
      problem = "the field _meta." + CAPABILITIES + " must be an object of capabilities";
    } else if (meta.get(CLIENT) != null && client(meta.get(CLIENT)) == null) {
      problem = "the field _meta." + CLIENT + " must be an object with name and version";
    } else if (meta.get(LEVEL) != null && !ClientLog.LEVELS.contains(meta.get(LEVEL))) {
      problem =
          "the field _meta." + LEVEL + " must be one of " + String.join(", ", ClientLog.LEVELS);
    }
    return Optional.ofNullable(problem)
        .map(words ->
            new Frame.Bad(request.id(), Frame.INVALID_PARAMS, request.method() + ": " + words));
  }

  /** What a request says that was not refused. */
  static ModernMeta of(Frame.Request request, FrameJson json) {
    Map<?, ?> meta = meta(request);
    return new ModernMeta(
        client(meta.get(CLIENT)),
        capabilities((Map<?, ?>) Objects.requireNonNull(meta.get(CAPABILITIES)), json)
            .orElseThrow(),
        logLevel(request));
  }

  /** Whether a long call may be answered with a task. */
  boolean takesTasks() {
    return capabilities.extensions() != null && capabilities.extensions().containsKey(TASKS);
  }

  /** From which level on a request wants to be told what is logged, or null for nothing. */
  static @Nullable String logLevel(Frame.Request request) {
    return meta(request).get(LEVEL) instanceof String level && ClientLog.LEVELS.contains(level)
        ? level
        : null;
  }

  private static Map<?, ?> meta(Frame.Request request) {
    return request.params() instanceof Map<?, ?> params
            && params.get("_meta") instanceof Map<?, ?> m
        ? m
        : Map.of();
  }

  private static @Nullable Implementation client(@Nullable Object given) {
    return given instanceof Map<?, ?> info
            && info.get("name") instanceof String name
            && info.get("version") instanceof String version
        ? Implementation.builder(name, version).build()
        : null;
  }

  private static Optional<ClientCapabilities> capabilities(Map<?, ?> given, FrameJson json) {
    if (PlainMessages.read(given, ClientCapabilities.class) instanceof ClientCapabilities known) {
      return Optional.of(known);
    }
    try {
      return Optional.ofNullable(json.library().convertValue(given, ClientCapabilities.class));
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
