package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FilesTest {
  private static Simulator simulator;
  private final Client client = new Client();

  @BeforeAll
  static void start() {
    simulator = Simulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void reset() {
    simulator.reset();
  }

  @Test
  void kimi_keeps_extracts_and_deletes_a_file() throws Exception {
    URI base = simulator.kimiBase();
    JsonNode file =
        json(upload(client, base, "/files", "a.md", "hello\r\n--there", "file-extract"));
    assertThat(Shape.of(file))
        .isEqualTo(
            "{id:text,object:text,bytes:number,created_at:number,filename:text,purpose:text,"
                + "status:text,status_details:text}");
    String id = file.path("id").asString();
    assertThat(id).startsWith("file_");

    HttpResponse<String> content = client.get(base, "/files/" + id + "/content");
    assertThat(content.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    assertThat(content.body())
        .isEqualTo(
            "{\"content\":\"hello\\r\\n--there\",\"file_type\":\"text/markdown\","
                + "\"filename\":\"a.md\",\"title\":\"\",\"type\":\"file\"}");
    assertThat(client.get(base, "/files").body()).contains(id);
    assertThat(new Client("another").get(base, "/files").body()).doesNotContain(id);
    HttpRequest delete = client.request(base, "/files/" + id).DELETE().build();
    assertThat(client.send(delete).body())
        .isEqualTo("{\"id\":\"" + id + "\",\"object\":\"file\",\"deleted\":true}");
    assertThat(client.send(delete).statusCode()).isEqualTo(404);
  }

  @Test
  void kimi_refuses_what_it_cannot_keep_or_read() throws Exception {
    URI base = simulator.kimiBase();
    assertThat(upload(client, base, "/files", "a", "x", "anything").body())
        .contains("Invalid purpose: only 'file-extract' accepted");
    assertThat(upload(client, base, "/files", "a", "", "file-extract").body())
        .contains("File size is zero");
    String bad =
        json(upload(client, base, "/files", "bad.pdf", "x", "file-extract")).path("id").asString();
    HttpResponse<String> failed = client.get(base, "/files/" + bad + "/content");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body())
        .isEqualTo("{\"error\":{\"message\":\"extract task failed: failed\",\"type\":\"\"}}");
  }

  @Test
  void kimi_takes_an_uploaded_image_in_a_message() throws Exception {
    String id =
        json(upload(client, simulator.kimiBase(), "/files", "a.png", "x", "image"))
            .path("id")
            .asString();
    String body =
        "{\"model\":\"kimi-k3\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
            + "\"image_url\",\"image_url\":{\"url\":\"ms://"
            + id
            + "\"}}]}]}";
    assertThat(client.chat(simulator.kimiBase(), body).body()).contains("- ms://" + id);
    assertThat(new Client("another").chat(simulator.kimiBase(), body).statusCode()).isEqualTo(400);
  }

  @Test
  void kimi_counts_tokens_and_money() throws Exception {
    HttpResponse<String> count =
        client.send(
            client
                .request(simulator.kimiBase(), "/tokenizers/estimate-token-count")
                .POST(HttpRequest.BodyPublishers.ofString(Client.ask("kimi-k3", "你好你好")))
                .build());
    assertThat(count.body()).isEqualTo("{\"data\":{\"total_tokens\":11}}");
    assertThat(client.get(simulator.kimiBase(), "/users/me/balance").body())
        .startsWith("{\"code\":0,\"data\":{\"available_balance\":49.58894,")
        .endsWith("\"scode\":\"0x0\",\"status\":true}");
    simulator.balance(0);
    assertThat(client.chat(simulator.kimiBase(), Client.ask("kimi-k3", "hi")).body())
        .contains("exceeded_current_quota_error");
  }

  @Test
  void glm_keeps_and_parses_files() throws Exception {
    URI base = simulator.glmBase();
    JsonNode file = json(upload(client, base, "/files", "a.txt", "hello there", "agent"));
    assertThat(Shape.of(file))
        .isEqualTo(
            "{id:text,object:text,bytes:number,filename:text,purpose:text,created_at:number}");
    String id = file.path("id").asString();
    assertThat(client.get(base, "/files/" + id + "/content").body()).isEqualTo("hello there");
    assertThat(client.get(base, "/files?purpose=batch").body())
        .isEqualTo("{\"object\":\"list\",\"data\":[],\"has_more\":false}");

    JsonNode task = json(upload(client, base, "/files/parser/create", "a.txt", "parsed", "lite"));
    String result = "/files/parser/result/" + task.path("task_id").asString() + "/text";
    assertThat(client.get(base, result).body()).contains("\"status\":\"processing\"");
    assertThat(client.get(base, result).body())
        .contains("\"status\":\"succeeded\",\"content\":\"parsed\",\"parsing_result_url\":null");
    assertThat(upload(client, base, "/files/parser/sync", "a", "now", "prime-sync").body())
        .contains("\"content\":\"now\"");
    assertThat(upload(client, base, "/files/parser/create", "a", "x", "magic").statusCode())
        .isEqualTo(400);
  }

  @Test
  void glm_searches_reads_and_counts() throws Exception {
    assertThat(post("/web_search", "{\"search_engine\":\"search-prime\",\"search_query\":\"q\"}"))
        .matches("\\{\"id\":\"[^\"]+\",\"created\":\\d+,\"search_result\":\\[.*")
        .contains("https://example.com/");
    assertThat(post("/web_search", "{}")).contains("1213");
    assertThat(post("/reader", "{\"url\":\"https://example.com/x\"}")).contains("reader_result");
    assertThat(post("/tokenizer", Client.ask("glm-4.6", "hello")))
        .contains("\"usage\":{\"prompt_tokens\":9,\"image_tokens\":0,\"video_tokens\":0,");
    assertThat(post("/tokenizer", Client.ask("glm-5.3", "hello"))).contains("1211");
  }

  private String post(String path, String body) throws Exception {
    return client
        .send(
            client
                .request(simulator.glmBase(), path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build())
        .body();
  }

  private static HttpResponse<String> upload(
      Client by, URI base, String path, String name, String content, String kind) throws Exception {
    String field = path.contains("parser") ? "tool_type" : "purpose";
    String body =
        "--xYzZy\r\nContent-Disposition: form-data; name=\""
            + field
            + "\"\r\n\r\n"
            + kind
            + "\r\n--xYzZy\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            + content
            + "\r\n--xYzZy--\r\n";
    return by.send(
        by.request(base, path)
            .header("Content-Type", "multipart/form-data; boundary=xYzZy")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Client.JSON.readTree(response.body());
  }
}
