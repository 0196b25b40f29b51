package dev.fairlead.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client of the simulator, for its tests. */
final class Client {
  static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String key;

  Client() {
    this("sk-test-1234");
  }

  Client(String key) {
    this.key = key;
  }

  HttpClient http() {
    return http;
  }

  HttpRequest.Builder request(URI base, String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    return key.isEmpty() ? builder : builder.header("Authorization", "Bearer " + key);
  }

  HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
    return send(request(base, path).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  HttpRequest chatRequest(URI base, String body) {
    return request(base, "/chat/completions")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  HttpResponse<String> chat(URI base, String body) throws IOException, InterruptedException {
    return send(chatRequest(base, body));
  }

  /** The answer to a chat that has to succeed. */
  JsonNode answer(URI base, String body) throws IOException, InterruptedException {
    HttpResponse<String> response = chat(base, body);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** The data of each event, the end mark included. */
  List<String> events(URI base, String body) throws IOException, InterruptedException {
    return events(chat(base, body).body());
  }

  static List<String> events(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  /** A request of one question. */
  static String ask(String model, String question, String... more) {
    StringBuilder body = new StringBuilder();
    body.append("{\"model\":\"").append(model).append("\",\"messages\":[{\"role\":\"user\",");
    body.append("\"content\":").append(JSON.writeValueAsString(question)).append("}]");
    for (String field : more) {
      body.append(',').append(field);
    }
    return body.append('}').toString();
  }

  static String stream(String model, String question, String... more) {
    String[] fields = new String[more.length + 1];
    System.arraycopy(more, 0, fields, 1, more.length);
    fields[0] = "\"stream\":true";
    return ask(model, question, fields);
  }
}
