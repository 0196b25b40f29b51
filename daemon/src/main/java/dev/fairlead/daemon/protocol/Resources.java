package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Results;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.catalog.ToolCatalog;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What can be read without a call: the same words that direct tools say, under addresses. The part
 * of an address behind its last slash is the argument.
 */
final class Resources {
  static final String MODELS = "fairlead://models";
  static final String VERSION = "fairlead://version";
  static final String JOBS = "fairlead://jobs/";
  static final String DECISIONS = "fairlead://decisions/";
  static final String THREADS = "fairlead://threads/";
  static final String RESULTS = "fairlead://results/";

  private static final String TEXT = "text/plain";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ToolCatalog tools;
  private final Results results;
  private final Workspaces workspaces;
  private final Ticker ticker;

  Resources(ToolCatalog tools, Results results, Workspaces workspaces, Ticker ticker) {
    this.tools = tools;
    this.results = results;
    this.workspaces = workspaces;
    this.ticker = ticker;
  }

  /** Whether that can be the address of something. */
  static boolean isKnown(String uri) {
    return uri.equals(MODELS)
        || uri.equals(VERSION)
        || Stream.of(JOBS, THREADS, DECISIONS, RESULTS)
            .anyMatch(start -> uri.startsWith(start) && uri.indexOf('/', start.length()) < 0);
  }

  List<SyncResourceSpecification> fixed() {
    return List.of(
        fixed(MODELS, "models", "Models", "Every model: abilities, limits, prices, availability."),
        fixed(VERSION, "version", "Version", "Version of this server and of its Java."));
  }

  List<SyncResourceTemplateSpecification> templates() {
    return List.of(
        template(JOBS + "{job}", "job", "Job", "The answer of a call that went on as a job."),
        template(
            THREADS + "{thread}", "thread", "Thread", "What was said in a conversation so far."),
        template(
            RESULTS + "{result}",
            "result",
            "Result",
            "The whole of a result that was too long for one answer."),
        template(
            DECISIONS + "{decision}",
            "decision",
            "Decision",
            "Why a call went to which model, what it cost, and where the time went."));
  }

  /** The resource of that job. */
  SyncResourceSpecification of(Job job) {
    return fixed(
        JOBS + job.id(),
        job.tool() + " " + job.id(),
        "Job of " + job.tool(),
        "The answer of the %s call of %s.".formatted(job.tool(), job.started()));
  }

  private SyncResourceSpecification fixed(
      String uri, String name, String title, String description) {
    return new SyncResourceSpecification(
        Resource.builder(uri, name).title(title).description(description).mimeType(TEXT).build(),
        this::read);
  }

  private SyncResourceTemplateSpecification template(
      String uri, String name, String title, String description) {
    return new SyncResourceTemplateSpecification(
        ResourceTemplate.builder(uri, name)
            .title(title)
            .description(description)
            .mimeType(TEXT)
            .build(),
        this::read);
  }

  private ReadResourceResult read(McpSyncServerExchange exchange, ReadResourceRequest request) {
    String uri = request.uri();
    String last = uri.substring(uri.lastIndexOf('/') + 1);
    String text;
    if (uri.equals(MODELS)) {
      text = said(exchange, uri, "listmodels", Map.of());
    } else if (uri.equals(VERSION)) {
      text = said(exchange, uri, "version", Map.of());
    } else if (uri.startsWith(RESULTS)) {
      text = results.find(last).orElseThrow(() -> missing(uri, "it was given up for newer ones"));
    } else if (uri.startsWith(THREADS)) {
      text = said(exchange, uri, "threads", Map.of("thread", last));
    } else if (uri.startsWith(JOBS)) {
      text = said(exchange, uri, "result", Map.of("job", last, "partial", true));
    } else {
      text = said(exchange, uri, "route_explain", Map.of("decision", last));
    }
    return ReadResourceResult.builder(
            List.of(TextResourceContents.builder(uri, text).mimeType(TEXT).build()))
        .build();
  }

  private String said(
      McpSyncServerExchange exchange, String uri, String tool, Map<String, Object> arguments) {
    try {
      ToolResult result =
          tools
              .find(tool)
              .orElseThrow(() -> missing(uri, tool + " is switched off"))
              .call(
                  new Call(
                      arguments,
                      workspaces.of(exchange),
                      Deadline.in(LIMIT, ticker),
                      Progress.NONE,
                      LIMIT));
      if (result.status() == ToolResult.Status.REFUSED
          && result.decision() == null
          && result.several().isEmpty()) {
        throw missing(uri, result.text());
      }
      return Redaction.of(result.text());
    } catch (BadArguments e) {
      throw missing(uri, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw missing(uri, "the request was cancelled");
    }
  }

  private static McpError missing(String uri, String why) {
    return McpError.builder(Frame.RESOURCE_NOT_FOUND)
        .message("there is no resource " + uri + ": " + why)
        .data(Map.of("uri", uri))
        .build();
  }
}
