package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.server.McpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A client and a server of other features than the daemon's, on the daemon's own transport. */
final class Pipes implements AutoCloseable {
  private final OutputStream in;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();

  /** The two ends, with a server between them. */
  Pipes(UnaryOperator<McpServer.SyncSpecification<?>> features) throws IOException {
    Pipe there = Pipe.open();
    this.in = Channels.newOutputStream(there.sink());
    FixtureServer server = new FixtureServer(there.source(), new Received(messages), features);
    Thread.ofPlatform().daemon().name("reader").start(server::serve);
  }

  void send(String line) throws IOException {
    synchronized (in) {
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    }
  }

  /** The next message from the server. */
  JsonNode next() throws InterruptedException {
    return Optional.ofNullable(
            messages.poll(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS))
        .orElseThrow(() -> new AssertionError("no message came"));
  }

  /** Opens the connection as a client that can elicit. */
  Pipes initialized() throws IOException, InterruptedException {
    send(
        """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
        "capabilities":{"elicitation":{},"roots":{},"sampling":{}},"clientInfo":{"name":"t","version":"1"}}}\
        """);
    next();
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return this;
  }

  void call(int id, String tool) throws IOException {
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{}}}"
            .formatted(id, tool));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
