package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.RoutingNote;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the SDK call a {@link Tool}. Thread-safe. */
final class ToolHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ToolHandler.class);
  private static final String ROUTING = "dev.fairlead/routing";

  private final Workspaces workspaces;
  private final Heartbeat heartbeat;
  private final Outbox outbox;
  private final Ticker ticker;
  private final ClientProfiles clients;
  private final StdioServer.Terms terms;

  ToolHandler(
      Workspaces workspaces,
      Heartbeat heartbeat,
      Outbox outbox,
      Ticker ticker,
      ClientProfiles clients,
      StdioServer.Terms terms) {
    this.workspaces = workspaces;
    this.heartbeat = heartbeat;
    this.outbox = outbox;
    this.ticker = ticker;
    this.clients = clients;
    this.terms = terms;
  }

  /** The tool as the SDK knows tools. */
  SyncToolSpecification specification(Tool tool) {
    Definition definition = tool.definition();
    McpSchema.Tool schema =
        new McpSchema.Tool(
            definition.name(),
            definition.title(),
            definition.description(),
            definition.input().json(Profile.FULL),
            definition.output(),
            annotations(definition),
            null,
            null);
    return new SyncToolSpecification(schema, (exchange, request) -> call(tool, exchange, request));
  }

  private static McpSchema.ToolAnnotations annotations(Definition definition) {
    return new McpSchema.ToolAnnotations(
        null, definition.readOnly(), null, null, definition.requirements() != null, null);
  }

  private CallToolResult call(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
    RunningRequest running = RunningRequest.CURRENT.get();
    boolean asks = tool.definition().requirements() != null;
    if (asks) {
      Optional<String> wrong = terms.problem().get();
      if (wrong.isPresent()) {
        return rendered(ToolResult.refused(wrong.get()));
      }
    }
    RequestProgress told =
        running.progressToken() == null ? null : new RequestProgress(running, outbox, ticker);
    Duration patience = patience(exchange, told != null);
    Call call =
        new Call(
            Objects.requireNonNullElse(request.arguments(), Map.of()),
            workspaces.of(exchange),
            Deadline.since(running.arrived(), terms.deadline(), ticker),
            told == null ? Progress.NONE : told,
            patience);
    if (asks) {
      return rendered(watched(tool, call, running, told));
    }
    if (told == null) {
      return rendered(result(tool, call));
    }
    try (Heartbeat.Beating _ = heartbeat.start(told::beat)) {
      return rendered(result(tool, call));
    }
  }

  /** How long the client waits for an answer to a call. */
  private Duration patience(McpSyncServerExchange exchange, boolean isTold) {
    Implementation info = exchange.getClientInfo();
    ClientProfile profile =
        info == null
            ? clients.of("", "")
            : clients.of(info.name(), Objects.requireNonNullElse(info.version(), ""));
    return isTold && profile.extendedByProgress() ? terms.deadline() : profile.patience();
  }

  /** Runs a call that may outlast the client's patience, and then goes on as a job. */
  private ToolResult watched(
      Tool tool, Call call, RunningRequest running, @Nullable RequestProgress told) {
    LongCall lasting =
        new LongCall(
            tool.definition().name(),
            running,
            told,
            terms.jobs(),
            terms.wall(),
            early ->
                outbox.send(
                    JSONRPCResponse.result(running.id(), rendered(early)),
                    running.id(),
                    running.sink()));
    Runnable beat =
        () -> {
          if (told != null) {
            told.beat();
          }
          long waited = ticker.nanos() - running.arrived();
          if (waited >= call.patience().toNanos()) {
            lasting.handOver(Duration.ofNanos(waited));
          }
        };
    Call own =
        new Call(call.arguments(), call.workspace(), call.deadline(), lasting, call.patience());
    ToolResult result;
    try (Heartbeat.Beating _ = heartbeat.start(beat)) {
      result = result(tool, own);
    }
    lasting.ended(result);
    return result;
  }

  @SuppressWarnings("IllegalCatch") // the edge: a tool's fault becomes its result
  private static ToolResult result(Tool tool, Call call) {
    String name = tool.definition().name();
    try {
      return tool.call(call);
    } catch (BadArguments e) {
      return ToolResult.refused(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      return ToolResult.refused(name + " was cancelled");
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("{} failed", name, e);
      return new ToolResult(
          ToolResult.Status.FAILED,
          name + " failed inside the daemon; its log says why",
          null,
          null,
          null);
    }
  }

  private static CallToolResult rendered(ToolResult result) {
    Optional<RoutingNote> note = RoutingNote.of(result);
    String text = note.map(n -> result.text() + "\n\n" + n.line()).orElse(result.text());
    Map<String, Object> meta =
        note.<Map<String, Object>>map(n -> Map.of(ROUTING, n.data())).orElse(null);
    return new CallToolResult(
        List.of(McpSchema.TextContent.builder(Redaction.of(text)).build()),
        result.status().isError(),
        result.data(),
        meta);
  }
}
