package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The tools that ask no model, through the built daemon. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DirectToolsIT {
  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory).with("FAIRLEAD_TOOLS_PROFILE", "full");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void an_agent_that_lost_its_context_finds_its_thread_again() {
    house.file("A.java", "class A {}\n");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("chat", Map.of("prompt", "What is a fairlead?", "files", "A.java"));
      daemon.call("chat", Map.of("prompt", "Something else"));

      JsonNode list = daemon.call("threads", Map.of()).path("result");
      JsonNode threads = list.at("/structuredContent/threads");
      assertThat(threads.valueStream().map(thread -> thread.path("about").asString()))
          .containsExactly("Something else", "What is a fairlead?");
      String id = threads.path(1).path("id").asString();
      assertThat(text(list)).contains(id, "Something else");

      JsonNode one = daemon.call("threads", Map.of("continuation_id", id)).path("result");
      assertThat(text(one)).contains("Asked: What is a fairlead?", "Files: A.java", "Answered: ");
      assertThat(one.at("/structuredContent/turns").size()).isEqualTo(1);

      JsonNode unknown = daemon.call("threads", Map.of("thread", "lost")).path("result");
      assertThat(unknown.path("isError").asBoolean()).isTrue();
      assertThat(text(unknown)).contains("thread lost is unknown", id);
    }
  }

  @ParameterizedTest
  @CsvSource({"deepthink, thinkdeep", "chat_EXAI-WS, chat", "self-check, status"})
  void a_tool_is_found_by_its_name_elsewhere_and_its_own_is_told(String before, String now) {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      Map<String, Object> arguments =
          now.equals("status")
              ? Map.of()
              : Map.of(now.equals("chat") ? "prompt" : "step", "Is the sky blue?");
      JsonNode result = daemon.call(before, arguments).path("result");
      assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
      assertThat(text(result)).contains(before + " is called " + now + " here");
    }
  }

  @Test
  void a_call_that_failed_is_among_the_decisions_and_degrades_the_status() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("chat", Map.of("prompt", "hello"));
      house.simulator.script(Script.of(new Fault.Status(401)).path("/chat/").always());
      JsonNode failed = daemon.call("chat", Map.of("prompt", "hello")).path("result");
      assertThat(failed.path("isError").asBoolean()).as(failed.toString()).isTrue();

      JsonNode some =
          daemon.call("decisions", Map.of("outcome", "failed", "since", "1h")).path("result");
      JsonNode rows = some.at("/structuredContent/decisions");
      assertThat(rows.size()).as(some.toString()).isEqualTo(1);
      String id = rows.path(0).path("id").asString();
      assertThat(text(some)).contains(id, "failed");

      JsonNode one = daemon.call("decisions", Map.of("decision", id)).path("result");
      assertThat(text(one)).contains("(decision " + id + ") was failed", "Tried:\n1. ");
      assertThat(one.at("/structuredContent/explained/0/attempts").size()).isPositive();

      JsonNode status = daemon.call("status", Map.of()).path("result");
      assertThat(status.path("isError").asBoolean()).isFalse();
      assertThat(text(status)).startsWith("degraded").contains("rest ", "all models until ");
      assertThat(status.at("/structuredContent/grade").asString()).isEqualTo("degraded");
    }
  }

  @Test
  void a_document_that_went_up_is_listed_and_deleted() {
    house.file("spec.pdf", "%PDF-1.7 no real one");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call(
          "chat", Map.of("prompt", "What is in it?", "files", "spec.pdf", "model", "kimi-k3"));

      JsonNode list = daemon.call("files", Map.of()).path("result");
      JsonNode file = list.at("/structuredContent/files/0");
      assertThat(file.path("file").asString()).as(list.toString()).isEqualTo("spec.pdf");
      assertThat(file.path("key").asString()).isEqualTo("kimi-1");
      assertThat(text(list)).contains(file.path("id").asString());

      Map<String, Object> cleanup = Map.of("action", "cleanup");
      assertThat(text(daemon.call("files", cleanup).path("result"))).contains("Removed 0 files.");
      Map<String, Object> delete = Map.of("action", "delete", "path", "spec.pdf");
      JsonNode deleted = daemon.call("files", delete).path("result");
      assertThat(deleted.at("/structuredContent/removed").asInt()).isEqualTo(1);
      assertThat(house.simulator.requests(request -> request.method().equals("DELETE"))).hasSize(1);
      assertThat(text(daemon.call("files", Map.of()).path("result")))
          .contains("No files are kept at a vendor.");
    }
  }

  @Test
  void the_status_is_that_of_the_check_and_leaves_the_network_alone() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode status = daemon.call("status", Map.of()).path("result");
      assertThat(text(status))
          .startsWith("healthy")
          .containsPattern("ok +key kimi +1 set: kimi-1")
          .containsPattern("ok +models +\\d+ of \\d+ can be asked now: ")
          .contains("kimi-1 0 of ", "The vendors were not asked")
          .doesNotContain("not-a-real-key");
      assertThat(house.simulator.requests()).isEmpty();

      JsonNode probed = daemon.call("status", Map.of("probe", true)).path("result");
      assertThat(text(probed)).containsPattern("ok +provider kimi-1 ");
      assertThat(house.simulator.requests()).isNotEmpty();
      for (String line : house.run("--check").out().lines().toList()) {
        assertThat(text(probed)).contains(line);
      }
    }
  }

  @Test
  void without_keys_the_status_says_what_to_set() {
    house.with("MOONSHOT_API_KEY", "").with("ZAI_API_KEY", "");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode status = daemon.call("status", Map.of()).path("result");
      assertThat(status.path("isError").asBoolean()).isFalse();
      assertThat(text(status))
          .startsWith("degraded")
          .contains("MOONSHOT_API_KEY", "ZAI_API_KEY")
          .containsPattern("degraded +models +none of ");
    }
  }

  @Test
  void a_route_tells_the_time_to_expect() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode route = daemon.call("route_explain", Map.of("tool", "files")).path("result");
      assertThat(text(route)).startsWith("files asks no model");
      route = daemon.call("route_explain", Map.of()).path("result");
      assertThat(text(route)).contains(" is expected to take ", "a guess by its strength");
      JsonNode first = route.at("/structuredContent/candidates/0");
      assertThat(first.path("seconds").asDouble()).isPositive();
      assertThat(first.path("measured_calls").asInt(-1)).isZero();
    }
    assertThat(house.run("route").out()).contains("TIME", "TOKENS/S", " s guessed");
  }

  private static String text(JsonNode result) {
    return result.at("/content/0/text").asString(result.toString());
  }
}
