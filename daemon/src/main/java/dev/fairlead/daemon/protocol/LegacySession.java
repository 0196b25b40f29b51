package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The era of {@code initialize}: one SDK session for the whole connection, opened by the client's
 * first messages. Messages about the session itself are handled on the reader's thread, in order;
 * every other request on a thread of its own.
 */
final class LegacySession implements Era {
  private static final Logger LOG = LoggerFactory.getLogger(LegacySession.class);
  private static final String BATCHES = "2025-03-26";

  /** What is said when a client is shown other tools: there are other prompts then as well. */
  static final List<String> TOOLS_CHANGED =
      List.of("notifications/tools/list_changed", "notifications/prompts/list_changed");

  static final String INITIALIZED = "notifications/initialized";

  private final McpServerSession session;
  private final ClientLog log;
  private final Function<Frame.Request, Optional<Frame.Bad>> check;
  private volatile boolean opened;
  private volatile boolean initialized;
  private volatile boolean takesBatches;

  LegacySession(
      McpServerSession.Factory factory,
      McpJsonMapper json,
      Outbox outbox,
      InFlight inFlight,
      Questions questions,
      Showing shown,
      ClientLog log,
      Function<Frame.Request, Optional<Frame.Bad>> check) {
    this.log = log;
    this.check = check;
    this.session = factory.create(new Replies(json, outbox, inFlight, questions, shown));
  }

  /** Whether the revision that was agreed on has several messages in one array. */
  boolean takesBatches() {
    return takesBatches;
  }

  @Override
  public boolean inOrder(Frame.Request request) {
    return switch (request.method()) {
      case "initialize", "logging/setLevel", "resources/subscribe", "resources/unsubscribe" -> true;
      default -> false;
    };
  }

  @Override
  public void request(Frame.Request request) {
    if (request.method().equals("initialize")) {
      opened = true;
      takesBatches =
          request.params() instanceof Map<?, ?> params
              && BATCHES.equals(params.get("protocolVersion"));
    } else if (opened && !initialized) {
      // a client may ask before it says that it is ready; the SDK would park the request for ever
      becomeReady();
    }
    if (request.method().equals("logging/setLevel")
        && request.params() instanceof Map<?, ?> params
        && params.get("level") instanceof String level) {
      log.from(level);
    }
    var message = new JSONRPCRequest("2.0", request.method(), request.id(), request.params());
    session.handle(message).block();
  }

  @Override
  public void notification(Frame.Notification notification) {
    if (notification.method().equals(INITIALIZED)) {
      becomeReady();
    } else {
      session
          .handle(new JSONRPCNotification("2.0", notification.method(), notification.params()))
          .block();
    }
  }

  /** Done once, and wholly before any request that needs it, so that none is parked in the SDK. */
  private synchronized void becomeReady() {
    if (opened && !initialized) {
      session.handle(new JSONRPCNotification(INITIALIZED)).block();
      initialized = true;
      log.opened();
    }
  }

  @Override
  public void response(Frame.Response response) {
    Object result = response.result();
    session
        .handle(
            result == null
                ? JSONRPCResponse.error(response.id(), error(response.error()))
                : JSONRPCResponse.result(response.id(), result))
        .block();
  }

  private static JSONRPCError error(@Nullable Object error) {
    return error instanceof Map<?, ?> map
        ? new JSONRPCError(
            map.get("code") instanceof Number code ? code.intValue() : Frame.INTERNAL_ERROR,
            String.valueOf(map.get("message")))
        : new JSONRPCError(Frame.INTERNAL_ERROR, "the client's answer holds nothing");
  }

  @Override
  public Optional<Frame.Bad> refusal(Frame.Request request) {
    return opened || request.method().equals("initialize")
        ? check.apply(request)
        : Optional.of(
            new Frame.Bad(
                request.id(),
                Frame.INVALID_PARAMS,
                request.method()
                    + " came before the connection was opened; send initialize first, or "
                    + ModernMeta.REVISION
                    + " in each request's _meta"));
  }

  /** Tells the client that it is shown other tools now, and other prompts with them. */
  void toolsChanged() {
    if (initialized) {
      TOOLS_CHANGED.forEach(method -> session.sendNotification(method, null).block());
    }
  }

  /** Lets the SDK send to all of its clients, of which there is one. */
  Mono<Void> notifyClient(String method, Object params) {
    return initialized ? session.sendNotification(method, params) : Mono.empty();
  }

  /** Where the SDK's session leaves its messages. */
  private record Replies(
      McpJsonMapper json, Outbox outbox, InFlight inFlight, Questions questions, Showing shown)
      implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      if (message instanceof JSONRPCResponse response) {
        RunningRequest request = inFlight.find(response.id());
        if (request != null) {
          request.reply(() -> outbox.send(told(response, request), response.id(), request.sink()));
        }
      } else {
        if (message instanceof JSONRPCRequest question) {
          questions.asked(question.id());
        }
        outbox.send(message);
      }
      return Mono.empty();
    }

    /** The SDK tells a client what exceptions say, which is for the log. */
    private JSONRPCResponse told(JSONRPCResponse response, RunningRequest request) {
      if (response.error() != null && response.error().code() == Frame.INTERNAL_ERROR) {
        LOG.warn("{} failed: {}", request.method(), response.error().message());
        return JSONRPCResponse.error(
            response.id(),
            new JSONRPCError(
                Frame.INTERNAL_ERROR,
                request.method() + " failed inside the daemon; its log says why"));
      }
      return paged(response, request);
    }

    private JSONRPCResponse paged(JSONRPCResponse response, RunningRequest request) {
      return response.result() != null && request.method().endsWith("/list")
          ? JSONRPCResponse.result(
              response.id(), Pages.page(response.result(), request.cursor(), shown))
          : response;
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
