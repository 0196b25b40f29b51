package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The era in which every request speaks for itself, on the daemon as built. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ModernEraIT {
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

  @Test
  void a_client_discovers_what_there_is_and_leaves_no_trace() throws Exception {
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode found = daemon.request("server/discover", Modern.params(Map.of())).path("result");

      assertThat(found.path("supportedVersions").valueStream().map(JsonNode::asString))
          .containsExactly("2026-07-28");
      assertThat(found.path("resultType").asString()).isEqualTo("complete");
      assertThat(found.path("instructions").asString()).contains("codereview");
      assertThat(found.path("capabilities").propertyNames())
          .contains("tools", "prompts", "resources", "completions", "logging", "extensions");
      assertThat(found.at("/capabilities/extensions").propertyNames())
          .containsExactly("io.modelcontextprotocol/tasks");
      assertThat(found.path("ttlMs").asLong()).isPositive();
      assertThat(found.path("cacheScope").asString()).isEqualTo("public");
      assertThat(server(found)).isEqualTo("fairlead");
      daemon.closeInput();
      assertThat(daemon.awaitExit()).isZero();
      assertThat(daemon.stderr()).isEmpty();
    }
    assertThat(house.state).doesNotExist();
  }

  private static String server(JsonNode result) {
    return result.path("_meta").path("io.modelcontextprotocol/serverInfo").path("name").asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tools/list               | {}                                            | tools             | 60000   | private
          prompts/list             | {}                                            | prompts           | 60000   | private
          resources/list           | {}                                            | resources         | 0       | private
          resources/templates/list | {}                                            | resourceTemplates | 3600000 | public
          resources/read           | {"uri":"fairlead://models"}                   | contents          | 0       | private
          resources/read           | {"uri":"fairlead://version"}                  | contents          | 3600000 | public
          prompts/get              | {"name":"chat","arguments":{"prompt":"hi"}}   | messages          |         |
          tools/call               | {"name":"version","arguments":{}}             | structuredContent |         |
          tools/call               | {"name":"chat","arguments":{"prompt":"hi"}}   | content           |         |
          tools/call               | {"name":"chat","arguments":{"promt":"hi"}}    | isError           |         |
          completion/complete      | {"ref":{"type":"ref/prompt","name":"chat"},"argument":{"name":"model","value":"k"}} | completion | |
          """)
  void a_result_says_its_type_its_server_and_how_long_it_is_true(
      String method, String params, String field, Long ttl, String scope) {
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode reply = daemon.request(method, Modern.params(map(params)));

      JsonNode result = reply.path("result");
      assertThat(result.has(field)).as("%s", reply).isTrue();
      assertThat(result.path("resultType").asString()).isEqualTo("complete");
      assertThat(server(result)).isEqualTo("fairlead");
      assertThat(result.path("ttlMs").asLong(-1)).isEqualTo(ttl == null ? -1 : ttl);
      assertThat(result.path("cacheScope").asString("none"))
          .isEqualTo(scope == null ? "none" : scope);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ping                     | {}                                    | -32601 | ping
          initialize               | {"protocolVersion":"2025-11-25"}      | -32601 | initialize
          logging/setLevel         | {"level":"info"}                      | -32601 | setLevel
          resources/subscribe      | {"uri":"fairlead://models"}           | -32601 | subscribe
          resources/unsubscribe    | {"uri":"fairlead://models"}           | -32601 | unsubscribe
          no/such                  | {}                                    | -32601 | no/such
          tools/call               | {"name":"codereveiw"}                 | -32602 | did you mean codereview
          tools/call               | {"name":"chat","arguments":[]}        | -32602 | arguments
          prompts/get              | {"name":"chat"}                       | -32602 | needs the argument prompt
          resources/read           | {"uri":"fairlead://jobs/gone"}        | -32602 | gone
          resources/read           | {"uri":"file:///etc/passwd"}          | -32602 | passwd
          tools/list               | {"cursor":"bogus"}                    | -32602 | cursor
          subscriptions/listen     | {}                                    | -32602 | notifications
          subscriptions/listen     | {"notifications":{"toolsListChanged":1}} | -32602 | toolsListChanged
          subscriptions/listen     | {"notifications":{"taskIds":["a"]}}   | -32021 | tasks
          tasks/get                | {"taskId":"a"}                        | -32021 | tasks
          tasks/update             | {"taskId":"a"}                        | -32021 | tasks
          tasks/cancel             | {"taskId":"a"}                        | -32021 | tasks
          tools/call               | {"name":"version","requestState":"x.y"} | -32602 | requestState
          tools/call               | {"name":"version","inputResponses":{"a":1}} | -32602 | inputResponses
          """)
  void what_is_not_of_the_era_or_cannot_be_meant_is_refused(
      String method, String params, int code, String word) {
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode error = daemon.request(method, Modern.params(map(params))).path("error");

      assertThat(error.path("code").asInt()).as("%s", error).isEqualTo(code);
      assertThat(error.path("message").asString()).contains(word);
      assertThat(error.toString()).doesNotContain("Exception", "modelcontextprotocol.", "java.");
      if (code == -32021) {
        assertThat(error.at("/data/requiredCapabilities/extensions").propertyNames())
            .containsExactly("io.modelcontextprotocol/tasks");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                     | -32602 | protocolVersion
          {"V":7,"C":{}}                                                         | -32602 | protocolVersion
          {"C":{}}                                                               | -32602 | protocolVersion
          {"V":"2026-07-28"}                                                     | -32602 | clientCapabilities
          {"V":"2026-07-28","C":7}                                               | -32602 | clientCapabilities
          {"V":"2026-07-28","C":{"extensions":7}}                                | -32602 | clientCapabilities
          {"V":"2026-07-28","C":{},"I":{"name":"x"}}                             | -32602 | clientInfo
          {"V":"2026-07-28","C":{},"L":"loud"}                                   | -32602 | warning
          {"V":"2099-01-01","C":{}}                                              | -32022 | 2026-07-28
          {"V":"2025-11-25"}                                                     | -32022 | initialize
          """)
  void what_a_request_says_of_its_client_is_checked(String meta, int code, String word) {
    try (DaemonProcess daemon = house.daemon()) {
      Map<String, Object> given = new LinkedHashMap<>();
      Map<String, String> keys =
          Map.of(
              "V",
              "protocolVersion",
              "C",
              "clientCapabilities",
              "I",
              "clientInfo",
              "L",
              "logLevel");
      map(meta)
          .forEach((key, value) -> given.put("io.modelcontextprotocol/" + keys.get(key), value));

      JsonNode error = daemon.request("server/discover", Map.of("_meta", given)).path("error");

      assertThat(error.path("code").asInt()).as("%s", error).isEqualTo(code);
      assertThat(error.path("message").asString()).contains(word);
      if (code == -32022) {
        assertThat(error.at("/data/supported/0").asString()).isEqualTo("2026-07-28");
        assertThat(error.at("/data/requested").asString()).startsWith("20");
      }
      assertThat(daemon.request("server/discover", Modern.params(Map.of())).has("result")).isTrue();
    }
  }

  @Test
  void a_probe_and_initialize_in_one_read_are_both_served() {
    try (DaemonProcess daemon = house.daemon()) {
      daemon.send(
          (JSON.writeValueAsString(
                      Map.of(
                          "jsonrpc",
                          "2.0",
                          "id",
                          "probe",
                          "method",
                          "server/discover",
                          "params",
                          Modern.params(Map.of())))
                  + "\n"
                  + """
                  {"jsonrpc":"2.0","id":"open","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
                  {"jsonrpc":"2.0","method":"notifications/initialized"}
                  {"jsonrpc":"2.0","id":"list","method":"tools/list"}
                  """)
              .getBytes(StandardCharsets.UTF_8));

      List<JsonNode> replies =
          Stream.of("probe", "open", "list").map(id -> reply(daemon, id)).toList();

      assertThat(replies.get(0).at("/result/supportedVersions/0").asString())
          .isEqualTo("2026-07-28");
      assertThat(replies.get(1).at("/result/protocolVersion").asString()).isEqualTo("2025-11-25");
      assertThat(replies.get(2).at("/result/tools").size()).isGreaterThan(3);
      assertThat(replies.get(2).path("result").has("resultType")).isFalse();
    }
  }

  private static JsonNode reply(DaemonProcess daemon, String id) {
    try {
      return daemon.awaitUnasked(m -> m.path("id").asString("").equals(id));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void both_eras_are_served_side_by_side_and_neither_is_heard_in_the_other() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(daemon.request("ping", Map.of()).has("result")).isTrue();
      assertThat(daemon.request("server/discover", Modern.params(Map.of())).has("result")).isTrue();
      JsonNode legacy = daemon.call("version", Map.of()).path("result");
      JsonNode modern =
          daemon
              .request(
                  "tools/call", Modern.params(Map.of("name", "version", "arguments", Map.of())))
              .path("result");

      assertThat(legacy.has("resultType")).isFalse();
      assertThat(modern.path("structuredContent")).isEqualTo(legacy.path("structuredContent"));
      assertThat(
              daemon
                  .request("resources/read", Map.of("uri", "file:///x"))
                  .at("/error/code")
                  .asInt())
          .isEqualTo(-32002);
    }
  }

  private static Map<String, Object> map(String json) {
    return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
  }
}
