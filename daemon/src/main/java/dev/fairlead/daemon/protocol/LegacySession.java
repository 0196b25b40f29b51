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
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * The era of {@code initialize}: one SDK session for the whole connection, opened by the client's
 * first messages. Messages about the session itself are handled on the reader's thread, in order;
 * every other request on a thread of its own.
 */
final class LegacySession implements Era {
  static final String INITIALIZED = "notifications/initialized";

  private final McpServerSession session;
  private volatile boolean opened;
  private volatile boolean initialized;

  LegacySession(
      McpServerSession.Factory factory, McpJsonMapper json, Outbox outbox, InFlight inFlight) {
    this.session = factory.create(new Replies(json, outbox, inFlight));
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
    } else if (opened && !initialized) {
      // a client may ask before it says that it is ready; the SDK would park the request for ever
      becomeReady();
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
    }
  }

  @Override
  public void response(Frame.Response response) {
    JSONRPCError error =
        response.error() instanceof Map<?, ?> map
            ? new JSONRPCError(
                map.get("code") instanceof Number code ? code.intValue() : Frame.INTERNAL_ERROR,
                String.valueOf(map.get("message")))
            : null;
    session
        .handle(
            error != null
                ? JSONRPCResponse.error(response.id(), error)
                : JSONRPCResponse.result(response.id(), response.result()))
        .block();
  }

  @Override
  public boolean serves(Frame.Request request) {
    return opened || request.method().equals("initialize");
  }

  /** Lets the SDK send to all of its clients, of which there is one. */
  Mono<Void> notifyClient(String method, Object params) {
    return initialized ? session.sendNotification(method, params) : Mono.empty();
  }

  /** Where the SDK's session leaves its messages. */
  private record Replies(McpJsonMapper json, Outbox outbox, InFlight inFlight)
      implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      if (message instanceof JSONRPCResponse response) {
        RunningRequest request = inFlight.find(response.id());
        if (request != null) {
          request.reply(() -> outbox.send(message, response.id()));
        }
      } else {
        outbox.send(message, null);
      }
      return Mono.empty();
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
