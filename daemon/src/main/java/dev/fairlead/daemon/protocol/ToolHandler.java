package dev.fairlead.daemon.protocol;

import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets the SDK call a {@link Tool}. Thread-safe. */
final class ToolHandler {
  private final Workspaces workspaces;
  private final Heartbeat heartbeat;
  private final Outbox outbox;
  private final Questions questions;
  private final Ticker ticker;
  private final ClientProfiles clients;
  private final StdioServer.Terms terms;
  private final Rendering rendering;

  ToolHandler(
      Workspaces workspaces,
      Heartbeat heartbeat,
      Outbox outbox,
      Questions questions,
      Ticker ticker,
      ClientProfiles clients,
      StdioServer.Terms terms) {
    this.workspaces = workspaces;
    this.heartbeat = heartbeat;
    this.outbox = outbox;
    this.questions = questions;
    this.ticker = ticker;
    this.clients = clients;
    this.terms = terms;
    this.rendering = new Rendering(terms.results());
  }

  /** The tool as the SDK knows tools. */
  SyncToolSpecification specification(Tool tool) {
    return new SyncToolSpecification(
        ToolList.known(tool.definition()), (exchange, request) -> call(tool, exchange, request));
  }

  private CallToolResult call(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
    RunningRequest running = RunningRequest.CURRENT.get();
    ClientProfile client = client(exchange.getClientInfo());
    try {
      ToolResult result = result(tool, exchange, request, running, client);
      CallToolResult said = rendering.of(hinted(tool, result, running.oldName()), client.portion());
      terms.settle().run();
      return said;
    } catch (InputRequired _) {
      // what is returned goes nowhere: the questions are the result; an exception would be logged
      return written(null, ToolResult.complete(""));
    }
  }

  /** A caller that knows the tool by another name is told its own. */
  private static ToolResult hinted(Tool tool, ToolResult result, @Nullable String oldName) {
    return oldName == null
        ? result
        : result.noting(
            "%s is called %s here, which tools/list shows"
                .formatted(oldName, tool.definition().name()));
  }

  /** A result as that client has it shown. */
  CallToolResult written(@Nullable Implementation info, ToolResult result) {
    return rendering.of(result, client(info).portion());
  }

  private ToolResult result(
      Tool tool,
      McpSyncServerExchange exchange,
      CallToolRequest request,
      RunningRequest running,
      ClientProfile client) {
    boolean asks = tool.definition().requirements() != null;
    RequestProgress told =
        running.progressToken() == null ? null : new RequestProgress(running, outbox, ticker);
    boolean extended = told != null && client.extendedByProgress();
    Duration patience = extended ? terms.deadline() : client.patience();
    Deadline deadline = Deadline.since(running.arrived(), terms.deadline(), ticker);
    Call call =
        new Call(
            Objects.requireNonNullElse(request.arguments(), Map.of()),
            workspaces.of(exchange),
            deadline,
            told == null ? Progress.NONE : told,
            patience,
            new ClientConsent(exchange, running, deadline, questions));
    if (asks) {
      return watched(tool, call, running, told, client);
    }
    if (told == null) {
      return Outcome.of(tool, call);
    }
    try (Heartbeat.Beating _ = heartbeat.start(told::beat)) {
      return Outcome.of(tool, call);
    }
  }

  private ClientProfile client(@Nullable Implementation info) {
    if (info == null) {
      return clients.of("", "");
    }
    String version = Objects.requireNonNullElse(info.version(), "");
    terms.introduced().accept((info.name() + " " + version).strip());
    return clients.of(info.name(), version);
  }

  /** Runs a call that may outlast the client's patience, and then goes on as a job. */
  private ToolResult watched(
      Tool tool,
      Call call,
      RunningRequest running,
      @Nullable RequestProgress told,
      ClientProfile client) {
    ModernCall modern = ModernCall.current();
    LongCall lasting =
        new LongCall(
            tool.definition().name(),
            running,
            told,
            terms.jobs(),
            terms.wall(),
            call,
            (job, early) -> {
              CallToolResult said = rendering.of(early, client.portion());
              outbox.send(
                  JSONRPCResponse.result(
                      running.id(), modern == null ? said : modern.early(job, said)),
                  running.id(),
                  running.sink());
            });
    Duration patience = modern == null ? call.patience() : modern.patience(call.patience());
    Runnable beat =
        () -> {
          if (told != null) {
            told.beat();
          }
          long waited = ticker.nanos() - running.arrived();
          if (waited >= patience.toNanos()) {
            lasting.handOver(Duration.ofNanos(waited));
          }
        };
    ToolResult result;
    try (Heartbeat.Beating _ = heartbeat.start(beat)) {
      result = Outcome.of(tool, call.telling(lasting));
    } catch (InputRequired e) {
      lasting.ended(
          ToolResult.refused(
              "%s had a question when it had become a job, which is too late: call again with fewer files"
                  .formatted(tool.definition().name())));
      throw e;
    }
    lasting.ended(result);
    return result;
  }
}
