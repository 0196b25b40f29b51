package dev.fairlead.daemon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A daemon in a process of its own, spoken to over its stdin and stdout as an IDE would. */
final class ChildDaemon implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int END_SECONDS = 3;

  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private int lastId;

  ChildDaemon(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    out = process.inputReader(StandardCharsets.UTF_8);
    request(
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-11-25",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "fairlead-demo", "version", "1")),
        _ -> {});
    send(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
  }

  /** Calls a tool and returns its result; hands over each message of progress meanwhile. */
  JsonNode call(String tool, Map<String, Object> arguments, Consumer<String> progress)
      throws IOException {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", tool);
    params.put("arguments", arguments);
    params.put("_meta", Map.of("progressToken", "demo"));
    return request("tools/call", params, progress);
  }

  private JsonNode request(String method, Map<String, Object> params, Consumer<String> progress)
      throws IOException {
    lastId++;
    send(Map.of("jsonrpc", "2.0", "id", lastId, "method", method, "params", params));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      JsonNode message = JSON.readTree(line);
      if (message.path("id").asInt(0) == lastId) {
        if (message.has("error")) {
          throw new IOException(method + ": " + message.path("error").path("message").asString());
        }
        return message.path("result");
      }
      if (message.path("method").asString("").equals("notifications/progress")) {
        progress.accept(message.path("params").path("message").asString(""));
      }
    }
    throw new IOException("the daemon ended before it answered " + method);
  }

  private void send(Map<String, Object> message) throws IOException {
    in.write(JSON.writeValueAsString(message));
    in.write('\n');
    in.flush();
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
