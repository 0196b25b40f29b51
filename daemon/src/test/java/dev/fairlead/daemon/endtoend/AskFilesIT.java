package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.SeenRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Questions about files, and about the web. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AskFilesIT {
  private static final String SECRET = "glpat-abcDEF123456ghiJKL78";
  private static final List<String> FILES = List.of("spec.pdf", "src/a.yaml");

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
    house.file("spec.pdf", "%PDF-1.7 no real one");
    house.file("src/a.yaml", "name: a\nkey: " + SECRET + "\n");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void files_go_up_once_for_a_thread_for_other_calls_and_for_other_daemons() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode first = ask(daemon, Map.of("question", "What?", "files", FILES, "model", "kimi-k3"));
      assertThat(routing(first).path("path").asString()).as("%s", first).isEqualTo("file_upload");
      assertThat(uploads()).hasSize(2);
      String thread = routing(first).path("thread").asString();

      ask(daemon, Map.of("question", "And?", "continuation_id", thread, "model", "kimi-k3"));
      JsonNode said = house.simulator.requests(SeenRequest::chat).getLast().json().orElseThrow();
      assertThat(said.toString())
          .containsOnlyOnce("BEGIN FILE src/a.yaml")
          .contains("   1| name: a", "[masked gitlab-token, line 2]")
          .doesNotContain(SECRET);
      ask(daemon, Map.of("question", "Again?", "files", FILES, "model", "kimi-k3"));
      assertThat(uploads()).hasSize(2);

      house.file("src/a.yaml", "name: b\n");
      ask(
          daemon,
          Map.of(
              "question", "Now?", "files", FILES, "continuation_id", thread, "model", "kimi-k3"));
      assertThat(uploads()).hasSize(3);
    }
    try (DaemonProcess other = house.daemon().initialized()) {
      ask(other, Map.of("question", "What?", "files", FILES, "model", "kimi-k3"));
    }
    assertThat(uploads()).hasSize(3);
  }

  @Test
  void glm_has_them_inside_of_the_request_with_secrets_masked() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply =
          ask(daemon, Map.of("question", "What?", "files", "src", "model", "glm-5.3-flash"));

      assertThat(routing(reply).path("path").asString()).as("%s", reply).isEqualTo("file_upload");
      JsonNode request = house.simulator.requests(SeenRequest::chat).getLast().json().orElseThrow();
      JsonNode file = request.findValue("file");
      assertThat(file.path("filename").asString()).isEqualTo("src/a.yaml.txt");
      String data = file.path("file_data").asString();
      assertThat(
              new String(
                  Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1)),
                  StandardCharsets.UTF_8))
          .contains("[masked gitlab-token, line 2]")
          .doesNotContain(SECRET);
    }
    assertThat(uploads()).isEmpty();
  }

  @Test
  void where_nobody_takes_files_the_refusal_says_so() {
    house.with("FAIRLEAD_ROUTING_OFF_CAPABILITIES", "file_upload");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply = daemon.call("ask_files", Map.of("question", "What?", "files", FILES));

      assertThat(reply.at("/result/isError").asBoolean()).isTrue();
      assertThat(text(reply)).contains("No model can take this call", "file_upload");
    }
  }

  @Test
  void a_search_brings_addresses_at_both_vendors() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      for (String model : List.of("kimi-k3", "glm-5.3", "glm-4.6v")) {
        JsonNode reply = daemon.call("web_search", Map.of("query", "JDK 27", "model", model));

        assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isFalse();
        assertThat(house.simulator.requests(SeenRequest::chat).getLast().model()).isEqualTo(model);
        if (model.equals("glm-5.3")) {
          assertThat(text(reply))
              .contains("Found by the search:\n- ref_1: Result 1 for ", "<https://example.com/");
        }
      }
    }
  }

  private static JsonNode ask(DaemonProcess daemon, Map<String, Object> arguments) {
    JsonNode reply = daemon.call("ask_files", arguments);
    assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isFalse();
    return reply;
  }

  private List<SeenRequest> uploads() {
    return house.simulator.requests(
        request -> request.method().equals("POST") && request.path().endsWith("/files"));
  }

  private static String text(JsonNode reply) {
    return reply.at("/result/content/0/text").asString();
  }

  private static JsonNode routing(JsonNode reply) {
    return reply.at("/result/_meta/dev.fairlead~1routing");
  }
}
