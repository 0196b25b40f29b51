package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;

/** Which tools a client is shown, and how much of a result. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ShownIT {
  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory).with("FAIRLEAD_TOOLS_PROFILE", "");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static List<String> names(DaemonProcess daemon, String kind) {
    return daemon
        .request(kind + "/list", Map.of())
        .path("result")
        .path(kind)
        .valueStream()
        .map(tool -> tool.path("name").asString())
        .toList();
  }

  @Test
  void the_profile_and_the_lists_say_which_tools_there_are() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(names(daemon, "tools"))
          .startsWith("chat", "codereview")
          .contains("route_explain")
          .doesNotContain("version");
      assertThat(names(daemon, "prompts")).contains("chat", "codereview");
    }
    house
        .with("FAIRLEAD_TOOLS_PROFILE", "lean")
        .with("FAIRLEAD_TOOLS_ENABLE", "version")
        .with("FAIRLEAD_TOOLS_DISABLE", "codereview");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(names(daemon, "tools"))
          .contains("chat", "version")
          .doesNotContain("route_explain", "codereview");
      assertThat(names(daemon, "prompts")).contains("chat").doesNotContain("codereview");
      assertThat(error(daemon.call("route_explain", Map.of())))
          .contains("not in the profile lean", "set tools.profile to standard");
      assertThat(error(daemon.call("codereview", Map.of("step", "x"))))
          .contains("codereview is switched off", "tools.disable");
    }
  }

  @Test
  void a_smaller_profile_shows_fewer_fields_and_takes_them_all() throws Exception {
    house.file("a.txt", "hello");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode tools = daemon.request("tools/list", Map.of()).at("/result/tools");
      JsonNode review =
          tools
              .valueStream()
              .filter(tool -> tool.path("name").asString().equals("codereview"))
              .findFirst()
              .orElseThrow();
      assertThat(review.at("/inputSchema/properties/issues_found").isMissingNode()).isTrue();
      JsonNode reply =
          daemon.call(
              "codereview",
              Map.of("step", "look", "issues_found", "high: it leaks", "relevant_files", "a.txt"));
      assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isFalse();
    }
    assertThat(house.simulator.requests().getLast().json().orElseThrow().toString())
        .contains("it leaks");
  }

  @Test
  void a_change_of_the_settings_is_told_and_holds() throws Exception {
    Path settings = house.config.resolve("config.yaml");
    Files.writeString(settings, "tools:\n  profile: lean\n");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(names(daemon, "tools")).doesNotContain("version");

      Files.writeString(settings, "tools:\n  profile: full\n");
      Thread.sleep(1_100);
      List<String> now = names(daemon, "tools");

      daemon.awaitUnasked(
          message -> message.path("method").asString().equals("notifications/tools/list_changed"));
      assertThat(now).contains("version");
      assertThat(names(daemon, "tools")).isEqualTo(now);
    }
  }

  @Test
  void a_long_result_comes_in_parts_that_make_the_whole() throws Exception {
    house.with("FAIRLEAD_CLIENT_CHARACTERS", "900");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply = daemon.call("chat", Map.of("prompt", "[[sim: tokens=1500]] hello"));
      StringBuilder together = new StringBuilder();
      String id = "";
      for (int parts = 1; ; parts++) {
        String text = reply.at("/result/content/0/text").asString();
        assertThat(text).hasSizeLessThanOrEqualTo(900);
        JsonNode cursor = reply.at("/result/_meta/dev.fairlead~1cursor");
        if (cursor.isMissingNode()) {
          together.append(text);
          assertThat(parts).isGreaterThan(3);
          break;
        }
        assertThat(text).contains("for the rest call result with");
        id = id.isEmpty() ? cursor.asString().split(":", 2)[0] : id;
        together.append(text, 0, text.lastIndexOf("\n\n[", text.indexOf("for the rest call")));
        reply = daemon.call("result", Map.of("cursor", cursor.asString()));
      }
      assertThat(together).contains("Sentence 1 ", "Sentence 90 ", "Sentence 150 ");
      String whole =
          daemon
              .request("resources/read", Map.of("uri", "fairlead://results/" + id))
              .at("/result/contents/0/text")
              .asString();
      assertThat(whole.replaceAll("\\s", "")).isEqualTo(together.toString().replaceAll("\\s", ""));
      assertThat(daemon.call("result", Map.of("cursor", "nonsense")).toString())
          .contains("cursor is none that a result ended with");
    }
  }

  private static String error(JsonNode reply) {
    return reply.at("/error/message").asString();
  }
}
