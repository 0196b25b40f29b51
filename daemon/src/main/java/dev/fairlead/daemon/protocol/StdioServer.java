package dev.fairlead.daemon.protocol;

import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.Results;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.catalog.Shown;
import dev.fairlead.tools.catalog.ToolCatalog;
import dev.fairlead.tools.files.Workspace;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves tools over a pair of pipes until the client is gone. {@link #serve} is called once, by the
 * thread that is to read; {@link #stop} may be called by any thread at any time.
 */
public final class StdioServer {
  private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);
  private static final Duration LAST_REPLIES = Duration.ofMillis(500);
  private static final Duration LAST_ROWS = Duration.ofMillis(250);

  private final ReadableByteChannel in;
  private final FrameWriter writer;
  private final InFlight inFlight;
  private final StdioTransport transport;
  private final McpSyncServer server;
  private final Resources resources;
  private final ModernEra modern;

  /**
   * What a server needs to know.
   *
   * @param version the daemon's version
   * @param instructions what an agent is told about all tools together
   * @param configured the directories that a setting allows, or none
   * @param workingDirectory where the client started the daemon
   * @param workspaces makes a workspace of directories, leaving out those that are never one
   * @param deadline how long one call may take
   * @param patience how long the client waits for an answer, if that is set
   * @param shown which tools the client is shown; asked for at each request
   * @param models the names that a call can ask for
   * @param characters how long a result may be, if that is set
   * @param results what was too long
   * @param threads the conversations that can be gone on with
   * @param jobs the calls that went on after the client's patience
   * @param wall the time of day
   * @param introduced is told who asks, with each call
   * @param settle waits until what a call left is kept, as long as is worth it
   */
  public record Terms(
      String version,
      String instructions,
      List<Path> configured,
      Path workingDirectory,
      Function<List<Path>, Workspace> workspaces,
      Duration deadline,
      Optional<Duration> patience,
      Supplier<Shown> shown,
      Supplier<List<String>> models,
      Optional<Integer> characters,
      Results results,
      Threads threads,
      Jobs jobs,
      InstantSource wall,
      Consumer<String> introduced,
      Runnable settle) {}

  /** A server between these two ends. */
  public StdioServer(
      ReadableByteChannel in, OutputStream out, ToolCatalog tools, Terms terms, Ticker ticker) {
    this.in = in;
    this.writer = new FrameWriter(out);
    this.inFlight = new InFlight(ticker);
    FrameJson json = new FrameJson();
    McpJsonMapper sdkJson = new SdkJson(json);
    Outbox outbox = new Outbox(json, writer);
    Room room = new Room(Room.MOST, writer::waiting);
    ClientLog log = new ClientLog(outbox);
    Prompts prompts = new Prompts(tools.definitions(), json);
    ToolList shown = new ToolList(tools, prompts, terms.shown());
    Workspaces workspaces =
        new Workspaces(terms.configured(), terms.workingDirectory(), terms.workspaces());
    Questions questions = new Questions(outbox, room);
    ToolHandler handler =
        new ToolHandler(
            workspaces,
            new Heartbeat(),
            outbox,
            questions,
            ticker,
            new ClientProfiles(terms.patience(), terms.characters()),
            terms);
    RequestCheck check = new RequestCheck(tools, shown, prompts);
    Discovery about = about(terms);
    ModernResults results = new ModernResults(json, about.server());
    this.modern =
        new ModernEra(
            about,
            shown,
            check,
            outbox,
            json,
            sdkJson,
            new Tasks(terms.jobs(), terms.wall(), results, handler::written),
            results,
            new RequestState(json, terms.wall()));
    this.transport =
        new StdioTransport(
            new LineReader(in, LineReader.LARGEST_FRAME),
            new FrameParser(json),
            outbox,
            sdkJson,
            inFlight,
            room,
            questions,
            log,
            shown,
            check,
            workspaces::forget,
            modern);
    this.resources = new Resources(tools, terms.results(), workspaces, ticker);
    Completions completions =
        new Completions(
            prompts,
            terms.models(),
            () -> terms.jobs().list().stream().map(Job::id).toList(),
            () -> terms.threads().list().stream().map(Threads.Head::id).toList());
    log.listen();
    this.server =
        McpServer.sync(transport)
            .serverInfo(about.server())
            .instructions(about.instructions())
            .capabilities(about.capabilities())
            .jsonMapper(sdkJson)
            .jsonSchemaValidator(new NoValidator())
            .validateToolInputs(false)
            .immediateExecution(true)
            .requestTimeout(terms.deadline())
            .tools(tools.tools().stream().map(handler::specification).toList())
            .prompts(prompts.specifications())
            .resources(resources.fixed())
            .resourceTemplates(resources.templates())
            .completions(completions.specifications())
            .build();
  }

  private static Discovery about(Terms terms) {
    return new Discovery(
        McpSchema.Implementation.builder("fairlead", terms.version()).title("Fairlead").build(),
        McpSchema.ServerCapabilities.builder()
            .tools(true)
            .prompts(true)
            .resources(true, true)
            .completions()
            .logging()
            .build(),
        terms.instructions());
  }

  /** Reads until the input ends, then lets the last replies out. */
  public void serve() {
    transport.readToEnd();
    finish(LAST_REPLIES);
  }

  /** A job has begun, has ended, or is gone: the client may list it, or want to know. */
  public void changed(Job job, Jobs.Change change) {
    modern.changed(job, change);
    if (change == Jobs.Change.GONE) {
      server.removeResource(Resources.JOBS + job.id());
    } else if (change == Jobs.Change.BEGUN) {
      server.addResource(resources.of(job));
    } else {
      LOG.info("the {} call that went on as job {} has ended", job.tool(), job.id());
      server.notifyResourcesUpdated(
          new McpSchema.ResourcesUpdatedNotification(Resources.JOBS + job.id()));
    }
  }

  /** Ends it soon: no more is read, and what still runs is interrupted. */
  public void stop() {
    try {
      in.close();
    } catch (IOException _) {
      // the reader sees the same
    }
    finish(Duration.ZERO);
  }

  private void finish(Duration grace) {
    try {
      inFlight.awaitEmpty(grace);
      inFlight.all().forEach(RunningRequest::hurry);
      inFlight.awaitEmpty(LAST_ROWS);
      writer.awaitEmpty(LAST_ROWS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Arguments are checked by the tools, whose messages name the field and the remedy. */
  private static final class NoValidator implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
      return ValidationResponse.asValid(null);
    }
  }
}
