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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whatever comes in, one clear error goes out, and the next request is served. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class BadInputIT {
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

  /** Lines that are no requests. */
  @Nested
  final class Lines {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            ''                                                             | -32700 | empty
            {"jsonrpc":"2.0","id":77,"method":                             | -32700 | not JSON
            [{"jsonrpc":"2.0","id":77,"method":"ping"}]                    | -32600 | batch
            []                                                             | -32600 | batch
            "ping"                                                         | -32600 | object
            {"jsonrpc":"2.0","id":77.5,"method":"ping"}                    | -32600 | id
            {"jsonrpc":"2.0","id":null,"method":"ping"}                    | -32600 | id
            {"jsonrpc":"2.0","id":{},"method":"ping"}                      | -32600 | id
            {"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"}    | -32600 | id
            {"id":77,"method":"ping"}                                      | -32600 | jsonrpc
            {"jsonrpc":"1.0","id":77,"method":"ping"}                      | -32600 | jsonrpc
            {"jsonrpc":"2.0","id":77}                                      | -32600 | method
            {"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"no"}}  | -32600 | id
            {"jsonrpc":"2.0","id":77,"method":"ping","params":[1]}         | -32602 | params
            {"jsonrpc":"2.0","id":77,"method":"ping","params":{"x":<nested>}} | -32600 | nested
            {"jsonrpc":"2.0","id":77,"method":"ÿ"}                         | -32700 | not JSON
            {"jsonrpc":"2.0","id":77,"method":"tools/fly","params":{}}     | -32601 | tools/fly
            {"jsonrpc":"2.0","id":77,"method":"tools/call"}                | -32602 | params
            {"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":5}} | -32602 | name
            {"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":"codereveiw"}} | -32602 | did you mean codereview
            {"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":"chat","arguments":[]}} | -32602 | arguments
            """)
    void a_line_that_is_no_request_gets_an_error_and_the_next_is_served(
        String line, int code, String word) throws Exception {
      try (DaemonProcess daemon = house.daemon().initialized()) {
        String nested = "[".repeat(2_000) + "]".repeat(2_000);
        // as single bytes, of which one is no UTF-8
        daemon.send(
            (line.replace("<nested>", nested) + "\n").getBytes(StandardCharsets.ISO_8859_1));

        JsonNode error = daemon.awaitUnasked(message -> message.has("error")).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("message").asString()).contains(word);
        assertThat(error.path("message").asString()).doesNotContain("Exception", "java.");
        assertServes(daemon);
      }
    }

    @Test
    void a_line_of_forty_mebibytes_is_refused_under_its_id() throws Exception {
      try (DaemonProcess daemon = house.daemon().initialized()) {
        daemon.send("{\"jsonrpc\":\"2.0\",\"id\":78,\"x\":\"" + "a".repeat(40 << 20) + "\"}");

        JsonNode reply = daemon.awaitUnasked(message -> message.has("error"));
        assertThat(reply.path("id").asInt()).isEqualTo(78);
        assertThat(reply.path("error").path("message").asString()).contains("32 MiB");
        assertServes(daemon);
      }
    }

    @Test
    void a_request_before_initialize_is_told_what_to_send_first() throws Exception {
      try (DaemonProcess daemon = house.daemon()) {
        JsonNode reply = daemon.request("tools/list", Map.of());

        assertThat(reply.path("error").path("message").asString()).contains("initialize");
        assertThat(daemon.request("ping", Map.of()).has("result")).isTrue();
        assertServes(daemon.initialized());
      }
    }
  }

  /** Arguments that do not fit. */
  @Nested
  final class Arguments {
    @Test
    void each_names_the_field_and_the_remedy() {
      try (DaemonProcess daemon = house.daemon().initialized()) {
        assertRefused(daemon, "chat", Map.of(), "prompt");
        assertRefused(daemon, "chat", Map.of("prompt", 5), "prompt");
        assertRefused(daemon, "chat", Map.of("promt", "hello"), "promt", "prompt");
        assertRefused(
            daemon,
            "chat",
            Map.of("prompt", "hello", "thinking_mode", "hard"),
            "thinking_mode",
            "medium");
        assertRefused(daemon, "chat", Map.of("prompt", "a".repeat(20 << 20)), "prompt");
        assertRefused(
            daemon, "chat", Map.of("prompt", "hello", "model", "kimi-k33"), "kimi-k33", "kimi-k3");
        assertRefused(
            daemon,
            "chat",
            Map.of("prompt", "hello", "continuation_id", "gone"),
            "continuation_id");
        assertServes(daemon);
      }
    }
  }

  /** Files that may not or cannot be read. */
  @Nested
  final class Paths {
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void each_is_refused_by_name() throws Exception {
      house.file("dir/inside.txt", "text");
      Files.write(house.workspace.resolve("binary.bin"), new byte[] {0, 1, 2, 3, 0, 0, 9});
      Path outside = Files.writeString(directory.resolve("outside.txt"), "secret");
      Files.createSymbolicLink(house.workspace.resolve("link.txt"), outside);
      new ProcessBuilder("mkfifo", house.workspace.resolve("fifo").toString()).start().waitFor();
      house.file(".env", "A=1");
      try (DaemonProcess daemon = house.daemon().initialized()) {
        assertFileRefused(daemon, "../outside.txt");
        assertFileRefused(daemon, outside.toString());
        assertFileRefused(daemon, "link.txt");
        assertFileRefused(daemon, "missing.txt");
        assertFileRefused(daemon, "fifo");
        assertFileRefused(daemon, "binary.bin");
        assertFileRefused(daemon, ".env");
        assertFileRefused(daemon, "/proc/self/environ");
        assertThat(house.simulator.requests()).isEmpty();
        assertServes(daemon);
      }
    }

    @Test
    void a_directory_is_read_file_by_file() throws Exception {
      house.file("dir/inside.txt", "text");
      try (DaemonProcess daemon = house.daemon().initialized()) {
        JsonNode reply =
            daemon.call("chat", Map.of("prompt", "what is it?", "files", List.of("dir")));

        assertThat(reply.path("result").path("isError").asBoolean(true)).as("%s", reply).isFalse();
        assertThat(reply.toString()).contains("inside.txt");
      }
    }

    private void assertFileRefused(DaemonProcess daemon, String path) {
      assertRefused(
          daemon, "codereview", Map.of("step", "review", "relevant_files", List.of(path)), path);
    }
  }

  /** Settings that cannot be understood. */
  @Nested
  final class Broken {
    @Test
    void a_broken_config_is_named_with_its_line() throws Exception {
      Files.writeString(house.config.resolve("config.yaml"), "routing:\n  policy: [cheap\n");

      assertSaid("config.yaml", "line");
    }

    @Test
    void a_broken_catalog_is_named_with_its_model_and_field() throws Exception {
      Files.writeString(
          house.config.resolve("models.yaml"), "models:\n  kimi-k3:\n    context: many\n");

      assertSaid("models.yaml", "context");
    }

    private void assertSaid(String... words) throws IOException, InterruptedException {
      try (DaemonProcess daemon = house.daemon().initialized()) {
        assertRefused(daemon, "chat", Map.of("prompt", "hello"), words);
        assertServes(daemon);
      }
      House.Printed check = house.run("--check");
      assertThat(check.exit()).isEqualTo(2);
      assertThat(check.out()).contains(words);
    }

    @Test
    void a_state_directory_that_cannot_be_written_costs_no_call_its_answer() throws Exception {
      Path file = Files.writeString(directory.resolve("a file"), "in the way");
      house.with("FAIRLEAD_STATE_DIRECTORY", file.resolve("state").toString());
      try (DaemonProcess daemon = house.daemon().initialized()) {
        for (int i = 0; i < 3; i++) {
          assertThat(
                  daemon
                      .call("chat", Map.of("prompt", "hello"))
                      .path("result")
                      .path("isError")
                      .asBoolean(true))
              .isFalse();
        }
        daemon.closeInput();
        daemon.awaitExit();

        assertThat(daemon.stderr()).containsOnlyOnce("Calls go on");
        assertThat(daemon.stderr()).contains("FAIRLEAD_STATE_DIRECTORY");
      }
      House.Printed check = house.run("--check");
      assertThat(check.exit()).isEqualTo(1);
      assertThat(check.out()).contains("FAIRLEAD_STATE_DIRECTORY");
    }
  }

  private static void assertRefused(
      DaemonProcess daemon, String tool, Map<String, Object> arguments, String... words) {
    JsonNode reply = daemon.call(tool, arguments);
    JsonNode result = reply.path("result");
    String text = result.path("content").path(0).path("text").asString("");
    assertThat(result.path("isError").asBoolean(false)).as("%s", reply).isTrue();
    assertThat(text).contains(words).doesNotContain("Exception", "java.");
    assertThat(text.length()).isLessThan(2_000);
  }

  private static void assertServes(DaemonProcess daemon) {
    JsonNode reply = daemon.call("version", Map.of());
    assertThat(reply.path("result").path("isError").asBoolean(true)).as("%s", reply).isFalse();
  }
}
