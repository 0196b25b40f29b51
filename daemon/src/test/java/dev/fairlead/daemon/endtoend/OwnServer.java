package dev.fairlead.daemon.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A server of the user's own that answers every chat with the same words and wants no key. */
final class OwnServer implements AutoCloseable {
  static final String ANSWER = "words from a server of my own";

  private final HttpServer server;
  private volatile List<String> models;

  OwnServer(String... models) {
    this.models = List.of(models);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/models", exchange -> answer(exchange, list()));
    server.createContext("/v1/chat/completions", exchange -> answer(exchange, chat()));
    server.start();
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  void serves(String... now) {
    models = List.of(now);
  }

  private String list() {
    return models.stream()
        .map("{\"id\":\"%s\",\"object\":\"model\",\"context_length\":65536}"::formatted)
        .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
  }

  private static String chat() {
    return """
    {"id":"1","object":"chat.completion","created":1,"model":"mine","choices":[{"index":0,
    "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
    "usage":{"prompt_tokens":5,"completion_tokens":5,"total_tokens":10}}
    """
        .formatted(ANSWER);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
