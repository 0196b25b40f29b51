package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.protocol.Frame.Bad;
import dev.fairlead.daemon.protocol.Frame.Notification;
import dev.fairlead.daemon.protocol.Frame.Request;
import dev.fairlead.daemon.protocol.Frame.Response;
import dev.fairlead.daemon.protocol.Frame.Several;
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
  private final Room room;
  private final Questions questions;
  private final ClientLog log;
  private final Showing shown;
  private final Function<Request, Optional<Bad>> check;
  private final Runnable rootsChanged;
  private final ModernEra modern;
  private @Nullable LegacySession legacy;

  StdioTransport(
      LineReader in,
      FrameParser parser,
      Outbox outbox,
      McpJsonMapper json,
      InFlight inFlight,
      Room room,
      Questions questions,
      ClientLog log,
      Showing shown,
      Function<Request, Optional<Bad>> check,
      Runnable rootsChanged,
      ModernEra modern) {
    this.in = in;
    this.parser = parser;
    this.outbox = outbox;
    this.json = json;
    this.inFlight = inFlight;
    this.room = room;
    this.log = log;
    this.questions = questions;
    this.shown = shown;
    this.check = check;
    this.rootsChanged = rootsChanged;
    this.modern = modern;
  }

  @Override
  public List<String> protocolVersions() {
    return VERSIONS;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    legacy = new LegacySession(factory, json, outbox, inFlight, questions, shown, log, check);
    modern.uses(factory);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    modern.changed(method);
    return session().notifyClient(method, params);
  }

  @Override
  public Mono<Void> notifyClient(String sessionId, String method, Object params) {
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
        accept(parser.parse(line), new Origin(arrived, line.bytes().length, null));
        room.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debug("input closed: {}", e.toString());
    } finally {
      modern.end();
    }
  }

  /**
   * Where a message came from.
   *
   * @param arrived when, in the nanoseconds of the clock of calls
   * @param bytes how large its line was; 0 for all but the first of a batch
   * @param batch the array that it came in, or null
   */
  private record Origin(long arrived, int bytes, @Nullable Batch batch) {}

  @SuppressWarnings("IllegalCatch") // the reader survives whatever one message does
  private void accept(Frame frame, Origin origin) {
    try {
      // asked one by one: a switch over types would be put together anew at every start
      if (frame instanceof Request request) {
        request(request, origin);
      } else if (frame instanceof Notification notification) {
        notification(notification);
      } else if (frame instanceof Response response) {
        if (questions.answered(response.id())) { // else nobody waits for it any more
          session().response(response);
        }
      } else if (frame instanceof Several several) {
        several(several.frames(), origin);
      } else if (frame instanceof Bad bad) {
        refuse(bad, origin);
      }
    } catch (RuntimeException e) {
      LOG.warn("a message was dropped: {}", e.toString());
    }
  }

  private void several(List<Frame> frames, Origin origin) {
    if (!session().takesBatches()) {
      refuse(
          new Bad(
              null,
              Frame.INVALID_REQUEST,
              "a batch is accepted in revision 2025-03-26 alone; send one message a line"),
          origin);
      return;
    }
    int replies =
        (int) frames.stream().filter(f -> f instanceof Request || f instanceof Bad).count();
    Batch batch = new Batch(outbox.line(), replies);
    int bytes = origin.bytes();
    for (Frame frame : frames) {
      accept(frame, new Origin(origin.arrived(), bytes, batch));
      bytes = 0;
    }
  }

  private void refuse(Bad bad, Origin origin) {
    Batch batch = origin.batch();
    outbox.error(bad, batch == null ? outbox.line() : batch);
    if (batch != null) {
      batch.ended();
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

  private void request(Request given, Origin origin) {
    Renamed renamed = shown.renamed(given);
    Request request = renamed == null ? given : renamed.of(given);
    Batch batch = origin.batch();
    Sink sink = batch == null ? outbox.line() : batch;
    Runnable settled = batch == null ? () -> {} : batch::ended;
    RunningRequest running = new RunningRequest(request, origin.arrived(), sink, settled);
    running.calledAs(renamed == null ? null : renamed.before());
    Era era = ModernMeta.isIn(request) ? modern : session();
    if (request.method().equals("ping") && !era.equals(modern)) {
      running.reply(() -> outbox.send(empty(request), request.id(), sink));
      return;
    }
    Optional<Bad> refusal = era.refusal(request);
    if (batch != null && (era.equals(modern) || request.method().equals("initialize"))) {
      refusal = Optional.of(alone(request));
    }
    if (refusal.isPresent()) {
      refuse(refusal.get(), origin);
    } else if (!inFlight.add(running)) {
      refuse(
          new Bad(
              request.id(),
              Frame.INVALID_REQUEST,
              "the id " + request.id() + " belongs to a request that has no reply yet"),
          origin);
    } else {
      room.take(origin.bytes());
      if (era.inOrder(request)) {
        serve(era, request, running, origin);
      } else {
        Thread.ofVirtual()
            .name("request " + request.id())
            .start(() -> serve(era, request, running, origin));
      }
    }
  }

  private static Map<String, Object> empty(Request request) {
    return Map.of("jsonrpc", "2.0", "id", request.id(), "result", Map.of());
  }

  private static Bad alone(Request request) {
    return new Bad(
        request.id(),
        Frame.INVALID_REQUEST,
        request.method() + " must not be part of a batch here; send it alone");
  }

  /** Does one request; whatever happens to it, it has its reply afterwards. */
  @SuppressWarnings("IllegalCatch") // also an Error of the JVM must not cost a client its reply
  private void serve(Era era, Request request, RunningRequest running, Origin origin) {
    try {
      running.runsOn(Thread.currentThread());
      ScopedValue.where(RunningRequest.CURRENT, running)
          .run(() -> {
            look();
            era.request(request);
          });
    } catch (Throwable e) {
      LOG.warn("{} failed", request.method(), e);
    } finally {
      running.reply(() ->
          outbox.error(
              request.id(),
              Frame.INTERNAL_ERROR,
              request.method() + " failed inside the daemon; its log says why",
              running.sink()));
      inFlight.remove(running);
      questions.abandonedBy(running);
      room.free(origin.bytes());
    }
  }

  /** Looks whether the client is shown other tools now, and tells it, in whichever era it is. */
  private void look() {
    if (shown.look()) {
      session().toolsChanged();
      LegacySession.TOOLS_CHANGED.forEach(modern::changed);
    }
  }

  private LegacySession session() {
    return Objects.requireNonNull(legacy, "the server is not built");
  }
}
