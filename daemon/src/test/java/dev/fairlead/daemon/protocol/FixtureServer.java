package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.jobs.MemoryJobs;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** Serves other features than the daemon's on the daemon's own transport. */
final class FixtureServer {
  static final JsonMapper JSON = JsonMapper.shared();

  private final StdioTransport transport;
  private final McpSyncServer server;

  FixtureServer(
      ReadableByteChannel in,
      OutputStream out,
      UnaryOperator<McpServer.SyncSpecification<?>> features) {
    FrameWriter writer = new FrameWriter(out);
    FrameJson json = new FrameJson();
    Outbox outbox = new Outbox(json, writer);
    JacksonMcpJsonMapper sdkJson = new JacksonMcpJsonMapper(JSON);
    Discovery about =
        new Discovery(
            Implementation.builder("fixture", "1").build(),
            ServerCapabilities.builder()
                .tools(true)
                .prompts(true)
                .resources(true, true)
                .completions()
                .logging()
                .build(),
            "for tests");
    ModernResults results = new ModernResults(json, about.server());
    Jobs jobs = new MemoryJobs(10, (_, _) -> {});
    Room room = new Room(Room.MOST, writer::waiting);
    this.transport =
        new StdioTransport(
            new LineReader(in, LineReader.LARGEST_FRAME),
            new FrameParser(json),
            outbox,
            sdkJson,
            new InFlight(System::nanoTime),
            room,
            new Questions(outbox, room),
            new ClientLog(outbox),
            Showing.ALL,
            _ -> Optional.empty(),
            () -> {},
            new ModernEra(
                about,
                Showing.ALL,
                _ -> Optional.empty(),
                outbox,
                json,
                sdkJson,
                new Tasks(jobs, Instant::now, results, (_, result) -> result),
                results,
                new RequestState(json, Instant::now)));
    JsonSchemaValidator any = (_, _) -> JsonSchemaValidator.ValidationResponse.asValid(null);
    this.server =
        features
            .apply(
                McpServer.sync(transport)
                    .serverInfo("fixture", "1")
                    .jsonMapper(sdkJson)
                    .jsonSchemaValidator(any)
                    .validateToolInputs(false)
                    .immediateExecution(true)
                    .requestTimeout(Duration.ofSeconds(30)))
            .build();
  }

  /** Says that the list of tools has changed, or that of prompts. */
  void changed(String list) {
    if (list.equals("tool")) {
      server.notifyToolsListChanged();
    } else {
      server.notifyPromptsListChanged();
    }
  }

  void serve() {
    transport.readToEnd();
  }
}
