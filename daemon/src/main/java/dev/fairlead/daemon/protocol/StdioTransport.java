package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.protocol.Frame.Bad;
import dev.fairlead.daemon.protocol.Frame.Notification;
import dev.fairlead.daemon.protocol.Frame.Request;
import dev.fairlead.daemon.protocol.Frame.Response;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * MCP over one pair of pipes. The reading thread only sorts: whatever may take time runs on a
 * virtual thread of its own. Nothing that a client sends ends it but the end of its input.
 */
final class StdioTransport implements McpServerTransportProvider {
  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

  /** The revisions of the era of {@code initialize}. */
  static final List<String> VERSIONS =
      List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

  private final LineReader in;
  private final FrameParser parser;
  private final Outbox outbox;
  private final McpJsonMapper json;
  private final InFlight inFlight;
  private final Function<Request, Optional<Bad>> check;
  private final Runnable rootsChanged;
  private @Nullable LegacySession legacy;

  StdioTransport(
      LineReader in,
      FrameParser parser,
      Outbox outbox,
      McpJsonMapper json,
      InFlight inFlight,
      Function<Request, Optional<Bad>> check,
      Runnable rootsChanged) {
    this.in = in;
    this.parser = parser;
    this.outbox = outbox;
    this.json = json;
    this.inFlight = inFlight;
    this.check = check;
    this.rootsChanged = rootsChanged;
  }

  @Override
  public List<String> protocolVersions() {
    return VERSIONS;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    legacy = new LegacySession(factory, json, outbox, inFlight);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return session().notifyClient(method, params);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  /** Reads and sorts until the input ends. */
  void readToEnd() {
    try {
      for (LineReader.Line line = in.next(); line != null; line = in.next()) {
        long arrived = inFlight.now();
        accept(parser.parse(line), arrived);
      }
    } catch (IOException e) {
      LOG.debug("input closed: {}", e.toString());
    }
  }

  @SuppressWarnings("IllegalCatch") // the reader survives whatever one message does
  private void accept(Frame frame, long arrived) {
    try {
      switch (frame) {
        case Request request -> request(request, arrived);
        case Notification notification -> notification(notification);
        case Response response -> session().response(response);
        case Bad bad -> outbox.error(bad.id(), bad.code(), bad.message());
      }
    } catch (RuntimeException e) {
      LOG.warn("a message was dropped: {}", e.toString());
    }
  }

  private void notification(Notification notification) {
    switch (notification.method()) {
      case "notifications/cancelled" -> cancel(notification.params());
      case "notifications/roots/list_changed" -> rootsChanged.run();
      case LegacySession.INITIALIZED -> session().notification(notification);
      default -> LOG.debug("ignored: {}", notification.method());
    }
  }

  private void cancel(@Nullable Object params) {
    Object id = params instanceof Map<?, ?> map ? map.get("requestId") : null;
    RunningRequest request = id == null ? null : inFlight.find(id);
    if (request != null) {
      request.cancel();
    }
  }

  private void request(Request request, long arrived) {
    if (request.method().equals("ping")) {
      outbox.send(Map.of("jsonrpc", "2.0", "id", request.id(), "result", Map.of()), request.id());
      return;
    }
    Era era = session();
    Optional<Bad> refusal =
        era.serves(request) ? check.apply(request) : Optional.of(tooEarly(request));
    if (refusal.isPresent()) {
      outbox.error(request.id(), refusal.get().code(), refusal.get().message());
      return;
    }
    RunningRequest running = new RunningRequest(request, arrived);
    if (!inFlight.add(running)) {
      outbox.error(
          request.id(),
          Frame.INVALID_REQUEST,
          "the id " + request.id() + " belongs to a request that has no reply yet");
    } else if (era.inOrder(request)) {
      serve(era, request, running);
    } else {
      Thread.ofVirtual().name("request " + request.id()).start(() -> serve(era, request, running));
    }
  }

  private static Bad tooEarly(Request request) {
    return new Bad(
        request.id(),
        Frame.INVALID_PARAMS,
        request.method() + " came before the connection was opened; send initialize first");
  }

  /** Does one request; whatever happens to it, it has its reply afterwards. */
  @SuppressWarnings("IllegalCatch") // also an Error of the JVM must not cost a client its reply
  private void serve(Era era, Request request, RunningRequest running) {
    try {
      running.runsOn(Thread.currentThread());
      ScopedValue.where(RunningRequest.CURRENT, running).run(() -> era.request(request));
    } catch (Throwable e) {
      LOG.warn("{} failed", request.method(), e);
    } finally {
      running.reply(() ->
          outbox.error(
              request.id(),
              Frame.INTERNAL_ERROR,
              request.method() + " failed inside the daemon; its log says why"));
      inFlight.remove(running);
    }
  }

  private LegacySession session() {
    return Objects.requireNonNull(legacy, "the server is not built");
  }
}
