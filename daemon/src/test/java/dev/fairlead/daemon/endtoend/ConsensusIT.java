package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Vendor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several models asked at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConsensusIT {
  private static final List<String> FOUR = List.of("glm-5.3", "kimi-k3", "glm-4.7", "glm-5.2");

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
    house.file("a.txt", "the lock is held while the file is read\n");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void fail(List<String> models) {
    models.forEach(
        model -> house.simulator.script(Script.of(new Fault.Status(400)).model(model).always()));
  }

  private JsonNode ask(DaemonProcess daemon) {
    return daemon.call(
        "consensus", Map.of("step", "Is it safe?", "models", FOUR, "relevant_files", "a.txt"));
  }

  @Test
  void three_of_four_answer_and_each_call_has_its_decision() throws Exception {
    fail(List.of("glm-5.2"));
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply = ask(daemon);

      assertThat(isError(reply)).as("%s", reply).isFalse();
      assertThat(text(reply))
          .startsWith("3 of 4 answered.")
          .contains("- glm-5.2, glm, ", "failed. ", "### kimi-k3\n", "### glm-5.3\n")
          .containsPattern(
              "\\[consensus: 3 of 4 answered \\| .*failed glm-5.2 \\(Rejected\\) \\| \\$[0-9.]+ \\|"
                  + " continuation_id [0-9a-f-]{36}]$");
      JsonNode routing = routing(reply);
      assertThat(routing.path("decisions").valueStream())
          .extracting(d -> d.path("outcome").asString())
          .containsExactly("answered", "answered", "answered", "failed");
      double sum =
          routing
              .path("decisions")
              .valueStream()
              .mapToDouble(d -> d.path("cost_usd").asDouble())
              .sum();
      assertThat(routing.path("cost_usd").asDouble()).isEqualTo(sum).isPositive();
      assertThat(house.decisions())
          .hasSize(4)
          .allMatch(row -> row.path("tool").asString().equals("consensus"))
          .extracting(row -> row.path("id").asString())
          .containsExactlyInAnyOrderElementsOf(
              routing
                  .path("decisions")
                  .valueStream()
                  .map(d -> d.path("decision").asString())
                  .toList());

      JsonNode next =
          daemon.call(
              "chat",
              Map.of("prompt", "Why?", "continuation_id", routing.path("thread").asString()));
      assertThat(isError(next)).isFalse();
      assertThat(house.simulator.requests(SeenRequest::chat).getLast().json().orElseThrow())
          .asString()
          .contains("3 of 4 answered", "### kimi-k3", "the lock is held");
    }
  }

  @Test
  void below_the_quorum_what_came_is_shown_as_a_failure() {
    fail(FOUR.subList(1, 4));
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply = ask(daemon);

      assertThat(isError(reply)).isTrue();
      assertThat(text(reply))
          .startsWith("No consensus: 1 of 4 answered, the quorum is 3.")
          .contains("### glm-5.3\n", "failed kimi-k3 (Rejected) and 2 more");
    }
  }

  @Test
  void where_all_fail_every_reason_is_told() throws Exception {
    fail(FOUR);
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply = ask(daemon);

      assertThat(isError(reply)).isTrue();
      assertThat(text(reply)).startsWith("No consensus: none of 4 answered.");
      FOUR.forEach(model -> assertThat(text(reply)).containsPattern("- " + model + ".*failed"));
      assertThat(house.decisions())
          .hasSize(4)
          .allMatch(row -> row.path("outcome").asString().equals("failed"));
    }
  }

  @Test
  void left_open_the_models_are_of_both_vendors() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply = daemon.call("consensus", Map.of("prompt", "Is it safe?"));

      assertThat(text(reply)).startsWith("3 of 3 answered.");
      assertThat(routing(reply).path("decisions").valueStream())
          .extracting(d -> d.path("provider").asString())
          .contains("kimi", "glm");
      assertThat(routing(reply).path("decisions").valueStream())
          .extracting(d -> d.path("model").asString())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void a_fan_out_of_six_does_not_starve_a_chat() {
    house.with("FAIRLEAD_LIMITS_LANE", "2");
    house.simulator.limitConcurrency(Vendor.GLM, 2);
    List<String> six = List.of("glm-5.3", "glm-5.2", "glm-5.1", "glm-5", "glm-4.7", "glm-4.6");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      DaemonProcess.Asked all =
          daemon.startCall(
              "consensus",
              Map.of("step", "[[sim: first=1500ms]] Is it safe?", "models", six),
              null);
      house.simulator.await(SeenRequest::chat, DaemonProcess.PATIENCE);

      JsonNode chat = daemon.call("chat", Map.of("prompt", "hello", "model", "glm-4.7"));

      assertThat(isError(chat)).as("%s", chat).isFalse();
      assertThat(all.reply()).isNotDone();
      assertThat(routing(chat).path("took_ms").asLong()).isLessThan(4_000);
      assertThat(text(daemon.await(all))).startsWith("6 of 6 answered.");
      assertThat(house.simulator.requests(SeenRequest::chat))
          .hasSize(7)
          .allMatch(request -> request.status() == 200);
    }
  }

  @Test
  void a_cancel_ends_every_call() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      DaemonProcess.Asked all =
          daemon.startCall(
              "consensus",
              Map.of(
                  "step",
                  "[[sim: first=60s]] Is it safe?",
                  "models",
                  List.of("kimi-k3", "glm-5.3", "glm-4.7")),
              null);
      house.simulator.await(
          request -> request.chat() && request.vendor() == Vendor.KIMI, DaemonProcess.PATIENCE);
      house.simulator.await(
          request -> request.chat() && request.vendor() == Vendor.GLM, DaemonProcess.PATIENCE);

      daemon.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + all.id()
              + "}}");

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
      while (house.decisions().size() < 3 && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      assertThat(house.decisions())
          .hasSize(3)
          .allMatch(row -> row.path("outcome").asString().equals("cancelled"));
      assertThat(house.simulator.requests(SeenRequest::chat)).hasSize(2);
      assertThat(all.reply()).isNotDone();
    }
  }

  private static String text(JsonNode reply) {
    return reply.at("/result/content/0/text").asString();
  }

  private static boolean isError(JsonNode reply) {
    return reply.at("/result/isError").asBoolean();
  }

  private static JsonNode routing(JsonNode reply) {
    return reply.at("/result/_meta/dev.fairlead~1routing");
  }
}
