package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the era of initialize has besides tools. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ProtocolIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
  void every_revision_of_the_era_is_agreed_on(String revision) {
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode reply = initialize(daemon, revision);

      assertThat(reply.at("/result/protocolVersion").asString()).isEqualTo(revision);
      assertThat(reply.at("/result/instructions").asString()).contains("codereview");
      assertThat(reply.at("/result/capabilities").propertyNames())
          .contains("tools", "prompts", "resources", "completions", "logging");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01", "2099-01-01", "latest"})
  void another_revision_is_answered_with_the_newest(String revision) {
    try (DaemonProcess daemon = house.daemon()) {
      assertThat(initialize(daemon, revision).at("/result/protocolVersion").asString())
          .isEqualTo("2025-11-25");
    }
  }

  private static JsonNode initialize(DaemonProcess daemon, String revision) {
    return daemon.request(
        "initialize",
        Map.of(
            "protocolVersion",
            revision,
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "test", "version", "1")));
  }

  @Test
  void tools_come_on_one_page_in_a_fixed_order_with_title_and_annotations() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode first = daemon.request("tools/list", Map.of()).path("result");
      JsonNode again = daemon.request("tools/list", Map.of("cursor", "")).path("result");

      assertThat(first).isEqualTo(again);
      assertThat(first.has("nextCursor")).isFalse();
      assertThat(first.path("tools").valueStream().map(t -> t.path("name").asString()))
          .startsWith("chat", "codereview", "debug");
      assertThat(first.path("tools").valueStream())
          .allMatch(tool -> !tool.path("title").asString("").isEmpty())
          .allMatch(tool -> tool.path("annotations").has("readOnlyHint"))
          .allMatch(tool -> tool.path("inputSchema").path("type").asString().equals("object"));
    }
  }

  @Test
  void prompts_say_which_call_to_make() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode prompts = daemon.request("prompts/list", Map.of()).at("/result/prompts");
      assertThat(prompts.valueStream().map(p -> p.path("name").asString()))
          .contains("chat", "codereview");
      assertThat(prompts.valueStream())
          .allMatch(prompt -> !prompt.path("description").asString("").isEmpty());

      JsonNode prompt =
          daemon.request(
              "prompts/get",
              Map.of(
                  "name",
                  "codereview",
                  "arguments",
                  Map.of("step", "look for leaks", "relevant_files", "a.c, b.c")));

      assertThat(prompt.at("/result/messages/0/content/text").asString())
          .contains("codereview", "\"step\":\"look for leaks\"", "[\"a.c\",\"b.c\"]");
    }
  }

  @Test
  void resources_are_listed_and_read() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("chat", Map.of("prompt", "hello"));
      assertThat(daemon.request("resources/list", Map.of()).toString())
          .contains("fairlead://models", "fairlead://version");
      assertThat(daemon.request("resources/templates/list", Map.of()).toString())
          .contains("fairlead://jobs/{job}", "fairlead://decisions/{decision}");
      assertThat(read(daemon, "fairlead://models")).contains("kimi-k3");
      assertThat(read(daemon, "fairlead://decisions/last")).contains("chat", "answered");
    }
  }

  private static String read(DaemonProcess daemon, String uri) {
    JsonNode reply = daemon.request("resources/read", Map.of("uri", uri));
    assertThat(reply.at("/result/contents/0/uri").asString()).as("%s", reply).isEqualTo(uri);
    return reply.at("/result/contents/0/text").asString();
  }

  @Test
  void what_is_typed_is_completed() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(completed(daemon, "model", "KIMI-K3")).contains("kimi-k3");
      assertThat(completed(daemon, "thinking_mode", "m")).contains("medium", "max");
      assertThat(completed(daemon, "prompt", "x")).isEmpty();
    }
  }

  private static List<String> completed(DaemonProcess daemon, String argument, String typed) {
    JsonNode reply =
        daemon.request(
            "completion/complete",
            Map.of(
                "ref",
                Map.of("type", "ref/prompt", "name", "chat"),
                "argument",
                Map.of("name", argument, "value", typed)));
    return reply.at("/result/completion/values").valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void the_client_hears_of_warnings_and_of_more_if_it_asks() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(daemon.request("logging/setLevel", Map.of("level", "info")).has("result"))
          .isTrue();
      Files.writeString(house.config.resolve("config.yaml"), "routing:\n  polcy: cheap\n");
      Thread.sleep(1_100);
      daemon.call("chat", Map.of("prompt", "hello"));

      JsonNode told =
          daemon.awaitUnasked(m -> m.path("method").asString().equals("notifications/message"));

      assertThat(told.at("/params/level").asString()).isIn("info", "warning");
      assertThat(told.at("/params/data").asString()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          initialize               | {}                                              | -32602 | protocolVersion
          initialize               | {"protocolVersion":"2025-11-25"}                | -32602 | clientInfo
          prompts/get              | {}                                              | -32602 | name
          prompts/get              | {"name":"codereveiw"}                           | -32602 | did you mean codereview
          prompts/get              | {"name":"chat"}                                 | -32602 | needs the argument prompt
          resources/read           | {}                                              | -32602 | uri
          resources/read           | {"uri":"fairlead://jobs/gone"}                  | -32002 | gone
          resources/read           | {"uri":"file:///etc/passwd"}                    | -32002 | passwd
          resources/list           | {"cursor":"bogus"}                              | -32602 | cursor
          tools/list               | {"cursor":"bogus"}                              | -32602 | cursor
          logging/setLevel         | {"level":"bogus"}                               | -32602 | warning
          completion/complete      | {"ref":{"type":"ref/prompt"}}                   | -32602 | ref
          sampling/createMessage   | {}                                              | -32601 | sampling/createMessage
          """)
  void what_cannot_be_meant_is_refused_by_field(
      String method, String params, int code, String word) {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode error =
          daemon
              .request(method, JSON.readValue(params, new TypeReference<Map<String, Object>>() {}))
              .path("error");

      assertThat(error.path("code").asInt()).as("%s", error).isEqualTo(code);
      assertThat(error.path("message").asString()).contains(word);
      assertThat(error.toString()).doesNotContain("Exception", "modelcontextprotocol", "java.");
    }
  }

  @Test
  void a_batch_of_its_revision_is_answered_in_one_array() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized("test", "2025-03-26", Map.of())) {
      daemon.send(
          """
          [{"jsonrpc":"2.0","id":901,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"},\
          {"jsonrpc":"2.0","id":902,"method":"tools/call","params":{"name":"version","arguments":{}}},\
          {"jsonrpc":"2.0","id":903,"method":"initialize","params":{}},7]\
          """);

      JsonNode replies = daemon.awaitUnasked(JsonNode::isArray);

      assertThat(replies.valueStream().map(reply -> reply.path("id").asInt(-1)))
          .containsExactlyInAnyOrder(901, 902, 903, -1);
      assertThat(replies.valueStream().filter(reply -> reply.has("error"))).hasSize(2);
      daemon.send("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}]");
      daemon.send("[]");
      assertThat(daemon.awaitUnasked(m -> m.has("error")).toString()).contains("empty");
      assertThat(daemon.request("ping", Map.of()).has("result")).isTrue();
    }
  }

  @Test
  void a_pipe_that_is_written_and_closed_has_all_its_answers() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(piped()).isEqualTo(4);
    }
  }

  private long piped() throws IOException, InterruptedException {
    String lines =
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"pipe","version":"1"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}
        {"jsonrpc":"2.0","id":2,"method":"tools/list"}
        {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"chat","arguments":{"prompt":"hello"}}}
        {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"version","arguments":{}}}
        """;
    try (DaemonProcess.Raw raw = DaemonProcess.raw(house.environment(), house.workspace)) {
      raw.process().getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
      return raw.finish().out().lines().filter(line -> line.contains("\"result\"")).count();
    }
  }
}
