package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The router is brought in step by step, and gives way by itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RolloutIT {
  /** What the router takes for its quality. */
  private static final String BEST = "kimi-k3.1-pro";

  /** What is set. */
  private static final String SET = "kimi-k2.6";

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
    house
        .with("ZAI_API_KEY", "")
        .with("FAIRLEAD_MODELS_ALLOW", BEST + "," + SET)
        .with("FAIRLEAD_ROUTING_POLICY", "quality");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_mode_is_switched_while_the_daemon_runs_and_rows_tell_it() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(note(daemon).path("model").asString()).isEqualTo(BEST);

      config("mode: fixed, fixed: " + SET);
      await(daemon, note -> note.path("model").asString().equals(SET));
      assertThat(house.decisions(1).getFirst().path("rejections").toString())
          .contains("calls go to " + SET + " alone (routing.mode)");

      config("mode: canary, canary_percent: 100, fixed: " + SET);
      await(daemon, note -> note.path("model").asString().equals(BEST));
      assertThat(house.decisions(1))
          .allSatisfy(row -> {
            assertThat(row.path("mode").asString()).isEqualTo("canary");
            assertThat(row.path("arm").asString()).isEqualTo("router");
            assertThat(row.path("result").asString()).isEqualTo("answered");
            assertThat(row.path("rolled_back").asInt()).isZero();
          });

      config("mode: shadow, fixed: " + SET);
      await(daemon, note -> note.path("arm").asString().equals("fixed"));
      JsonNode row = house.decisions(1).getFirst();
      assertThat(row.path("mode").asString()).isEqualTo("shadow");
      assertThat(row.path("model").asString()).isEqualTo(SET);
      assertThat(row.path("candidates").path(0).path("model").asString()).isEqualTo(SET);
      assertThat(row.path("shadow").path(0).path("model").asString()).isEqualTo(BEST);

      House.Printed report = house.run("rollout", "--json");
      assertThat(report.exit()).as(report.err()).isZero();
      JsonNode data = JsonMapper.shared().readTree(report.out());
      assertThat(data.path("mode").asString()).isEqualTo("shadow");
      assertThat(data.path("fixed").asString()).isEqualTo(SET);
      assertThat(data.path("shadow").path("calls").asInt()).isPositive();
      assertThat(data.path("shadow").path("same").asInt()).isZero();
      assertThat(data.path("shadow").path("router_expected_usd").asDouble())
          .isGreaterThan(data.path("shadow").path("fixed_expected_usd").asDouble());
      assertThat(data.path("arms").path("router").path("calls").asInt()).isPositive();
      assertThat(data.path("advice").path("step").asString()).isEqualTo("hold");
      assertThat(house.run("--check").out()).contains("shadow: calls go to " + SET);
    }
  }

  @Test
  void a_canary_whose_calls_fail_is_given_up_after_fifty_of_them_until_it_is_resumed()
      throws Exception {
    config("mode: canary, canary_percent: 50, fixed: " + SET);
    house.simulator.script(Script.named("kimi-filtered").model(BEST).path("/chat/").always());
    try (DaemonProcess daemon = house.daemon().initialized()) {
      int failed = 0;
      int answered = 0;
      while (failed < 50) {
        JsonNode note = note(daemon);
        boolean router = note.path("arm").asString().equals("router");
        assertThat(note.path("outcome").asString()).isEqualTo(router ? "failed" : "answered");
        failed += router ? 1 : 0;
        answered += router ? 0 : 1;
        assertThat(failed + answered).isLessThan(400);
      }
      // half of the threads: 50 in the mean, with a deviation of 10
      assertThat(answered).isBetween(5, 110);
      awaitWarning(daemon);
      for (int i = 0; i < 20; i++) {
        assertThat(note(daemon).path("model").asString()).isEqualTo(SET);
      }
      assertThat(daemon.stderr())
          .contains(
              "calls go to the fixed model, though routing.mode is canary: 50 of 50 (100.0 %)")
          .contains("daemon rollout --resume");
    }
    assertThat(house.decisions(20))
        .allSatisfy(row -> {
          assertThat(row.path("arm").asString()).isEqualTo("fixed");
          assertThat(row.path("rolled_back").asInt()).isEqualTo(1);
          assertThat(row.path("mode").asString()).isEqualTo("canary");
        });
    House.Printed check = house.run("--check");
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).contains("the router was given up at", "50 of 50 (100.0 %)");
    House.Printed report = house.run("rollout");
    assertThat(report.exit()).isEqualTo(1);
    assertThat(report.out())
        .contains("given up at", "advice   roll back: as happened: 50 of 50 (100.0 %)");

    house.simulator.clearScripts();
    try (DaemonProcess another = house.daemon().initialized()) {
      for (int i = 0; i < 20; i++) {
        assertThat(note(another).path("arm").asString()).isEqualTo("fixed");
      }
      assertThat(house.run("rollout", "--resume").out())
          .contains("resumed: calls go through the router again");
      await(another, note -> note.path("arm").asString().equals("router"));
    }
    assertThat(house.run("rollout", "--resume").out()).contains("nothing to resume");
  }

  @Test
  void a_router_that_is_on_with_nothing_to_go_back_to_goes_on() throws Exception {
    House.Printed report = house.run("rollout");

    assertThat(report.exit()).as(report.err()).isZero();
    assertThat(report.out())
        .contains("on: the router chooses", "nothing to go back to", "routing.fixed")
        .contains("hold: it takes 50 calls in each arm");
    House.Printed wrong = house.run("rollout", "--since", "soon");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("soon is not a stretch of time", "24h");
  }

  @Test
  void a_set_model_that_is_none_is_said_with_the_nearest() throws Exception {
    config("mode: fixed, fixed: kimi-k2.66");

    House.Printed check = house.run("--check");

    assertThat(check.exit()).isEqualTo(2);
    assertThat(check.out())
        .contains("routing.fixed (FAIRLEAD_ROUTING_FIXED): no model is called kimi-k2.66")
        .contains("did you mean kimi-k2.6?");
  }

  /** How the next call, in a thread of its own, was routed. */
  private static JsonNode note(DaemonProcess daemon) {
    JsonNode result = daemon.call("chat", Map.of("prompt", "hello")).path("result");
    return result.path("_meta").path("dev.fairlead/routing");
  }

  /** Calls until one is routed like that. */
  private static void await(DaemonProcess daemon, Predicate<JsonNode> like)
      throws InterruptedException {
    for (int i = 0; i < DaemonProcess.PATIENCE.toMillis() / 50; i++) {
      if (like.test(note(daemon))) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("never routed so; stderr: " + daemon.stderr());
  }

  /** Waits until the calls so far are judged, which is a moment after the last of them. */
  private static void awaitWarning(DaemonProcess daemon) throws InterruptedException {
    for (int i = 0; i < DaemonProcess.PATIENCE.toMillis() / 10; i++) {
      if (daemon.stderr().contains("calls go to the fixed model")) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the router was not given up; stderr: " + daemon.stderr());
  }

  private void config(String routing) throws IOException {
    Files.writeString(house.config.resolve("config.yaml"), "routing: {" + routing + "}\n");
  }
}
