package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A session of the SDK for one request of the modern era, opened in the words of the era before and
 * thrown away afterwards: what the SDK says in it is turned into what this era has.
 */
final class ModernSession implements McpServerTransport {
  private static final Logger LOG = LoggerFactory.getLogger(ModernSession.class);

  private final ModernCall call;
  private final McpJsonMapper json;
  private final Outbox outbox;
  private final RequestState state;
  private final Showing shown;
  private @Nullable McpServerSession session;

  ModernSession(
      ModernCall call, McpJsonMapper json, Outbox outbox, RequestState state, Showing shown) {
    this.call = call;
    this.json = json;
    this.outbox = outbox;
    this.state = state;
    this.shown = shown;
  }

  /** Has the SDK do the request, on the current thread. */
  void run(McpServerSession.Factory factory) {
    McpServerSession opened = factory.create(this);
    session = opened;
    ModernMeta meta = call.meta();
    opened.init(meta.capabilities(), meta.client());
    String level = meta.logLevel();
    if (level != null) {
      opened.setMinLoggingLevel(McpSchema.LoggingLevel.valueOf(level.toUpperCase(Locale.ROOT)));
    }
    opened.handle(new JSONRPCNotification(LegacySession.INITIALIZED)).block();
    Frame.Request request = call.request();
    var message = new JSONRPCRequest("2.0", request.method(), request.id(), request.params());
    ScopedValue.where(ModernCall.CURRENT, call).run(() -> opened.handle(message).block());
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    if (message instanceof JSONRPCResponse response) {
      reply(response);
    } else if (message instanceof JSONRPCRequest question) {
      return answer(question);
    } else if (message instanceof JSONRPCNotification notification) {
      tell(notification);
    }
    return Mono.empty();
  }

  private void reply(JSONRPCResponse response) {
    RunningRequest running = call.running();
    running.reply(() -> {
      if (!call.open().isEmpty()) {
        send(running, call.questions(state));
      } else if (response.error() != null) {
        outbox.error(refusal(response.error()), running.sink());
      } else {
        send(running, call.result(Objects.requireNonNull(response.result()), shown));
      }
    });
  }

  private void send(RunningRequest running, Map<String, Object> result) {
    outbox.send(JSONRPCResponse.result(running.id(), result), running.id(), running.sink());
  }

  /** An error under a code that this era has, and without what exceptions say. */
  private Frame.Bad refusal(JSONRPCResponse.JSONRPCError error) {
    RunningRequest running = call.running();
    return switch (error.code()) {
      case Frame.INTERNAL_ERROR -> {
        LOG.warn("{} failed: {}", running.method(), error.message());
        yield new Frame.Bad(
            running.id(),
            Frame.INTERNAL_ERROR,
            running.method() + " failed inside the daemon; its log says why");
      }
      case Frame.RESOURCE_NOT_FOUND ->
          new Frame.Bad(running.id(), Frame.INVALID_PARAMS, error.message(), error.data());
      default -> new Frame.Bad(running.id(), error.code(), error.message(), error.data());
    };
  }

  /** Nothing is asked on the pipe in this era: the answer came along, or the call ends here. */
  private Mono<Void> answer(JSONRPCRequest question) {
    try {
      Object given = call.ask(question.method(), question.params());
      return Objects.requireNonNull(session).handle(JSONRPCResponse.result(question.id(), given));
    } catch (InputRequired required) {
      return Mono.error(required);
    }
  }

  private void tell(JSONRPCNotification notification) {
    boolean log = notification.method().equals("notifications/message");
    if (!log || call.meta().logLevel() != null) {
      call.running().beforeReply(() -> outbox.send(notification));
    }
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
