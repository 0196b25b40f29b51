package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** Serves other features than the daemon's on the daemon's own transport. */
final class FixtureServer {
  private final StdioTransport transport;

  FixtureServer(
      ReadableByteChannel in,
      OutputStream out,
      JsonMapper json,
      UnaryOperator<McpServer.SyncSpecification<?>> features) {
    FrameWriter writer = new FrameWriter(out);
    Outbox outbox = new Outbox(json, writer);
    JacksonMcpJsonMapper sdkJson = new JacksonMcpJsonMapper(json);
    this.transport =
        new StdioTransport(
            new LineReader(in, LineReader.LARGEST_FRAME),
            new FrameParser(json),
            outbox,
            sdkJson,
            new InFlight(System::nanoTime),
            new Room(Room.MOST, writer::waiting),
            new ClientLog(outbox),
            _ -> Optional.empty(),
            () -> {});
    JsonSchemaValidator any = (_, _) -> JsonSchemaValidator.ValidationResponse.asValid(null);
    var _ =
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

  void serve() {
    transport.readToEnd();
  }
}
