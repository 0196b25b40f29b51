package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.RoutingNote;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Duration deadline;
  private final Supplier<Optional<String>> problem;

  /**
   * A handler of calls.
   *
   * @param deadline how long a call may take in all
   * @param problem why no model may be asked; asked for before each call
   */
  ToolHandler(
      Workspaces workspaces,
      Heartbeat heartbeat,
      Outbox outbox,
      Ticker ticker,
      Duration deadline,
      Supplier<Optional<String>> problem) {
    this.workspaces = workspaces;
    this.heartbeat = heartbeat;
    this.outbox = outbox;
    this.ticker = ticker;
    this.deadline = deadline;
    this.problem = problem;
  }

  /** The tool as the SDK knows tools. */
  SyncToolSpecification specification(Tool tool) {
    Definition definition = tool.definition();
    McpSchema.Tool schema =
        new McpSchema.Tool(
            definition.name(),
            definition.title(),
            definition.description(),
            definition.input(),
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
    Map<String, Object> arguments = Objects.requireNonNullElse(request.arguments(), Map.of());
    if (tool.definition().requirements() != null) {
      Optional<String> wrong = problem.get();
      if (wrong.isPresent()) {
        return rendered(ToolResult.refused(wrong.get()));
      }
    }
    if (running.progressToken() == null) {
      return rendered(result(tool, exchange, arguments, Progress.NONE));
    }
    RequestProgress progress = new RequestProgress(running, outbox, ticker);
    try (Heartbeat.Beating _ = heartbeat.start(progress)) {
      return rendered(result(tool, exchange, arguments, progress));
    }
  }

  @SuppressWarnings("IllegalCatch") // the edge: a tool's fault becomes its result
  private ToolResult result(
      Tool tool, McpSyncServerExchange exchange, Map<String, Object> arguments, Progress progress) {
    String name = tool.definition().name();
    try {
      return tool.call(
          new Call(
              arguments,
              workspaces.of(exchange),
              Deadline.since(RunningRequest.CURRENT.get().arrived(), deadline, ticker),
              progress));
    } catch (BadArguments e) {
      return ToolResult.refused(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      return ToolResult.refused(name + " was cancelled");
    } catch (RuntimeException e) {
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
