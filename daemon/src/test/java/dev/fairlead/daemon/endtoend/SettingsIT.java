package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.SeenRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Settings that choose where calls go, also while a daemon runs. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SettingsIT {
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
  void a_provider_is_switched_off_and_on_again_while_the_daemon_runs() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      String first = answering(daemon);

      config("routing: {off: {providers: [%s]}}".formatted(first));
      String explained =
          explained(daemon, "chat", "", text -> text.contains("routing.off.providers"));
      assertThat(explained).contains("switched off by routing.off.providers");
      assertThat(answering(daemon)).isNotEqualTo(first);

      config("");
      explained(daemon, "chat", "", text -> !text.contains("routing.off.providers"));
      assertThat(answering(daemon)).isEqualTo(first);
    }
  }

  @Test
  void keys_models_and_capabilities_are_switched_off_while_the_daemon_runs() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      answering(daemon);

      config("routing: {off: {keys: [kimi-1], models: [glm-5.3], capabilities: [vision]}}");

      explained(
          daemon,
          "chat",
          "kimi-k3",
          text -> text.contains("switched off by routing.off.keys: kimi-1"));
      explained(daemon, "chat", "glm-5.3", text -> text.contains("routing.off.models"));
    }
  }

  @Test
  void an_edit_that_is_broken_keeps_the_daemon_going_and_is_shown_by_the_check() throws Exception {
    config("routing: {off: {providers: [kimi]}}");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(answering(daemon)).isEqualTo("glm");

      config("routing: {off: {providers: [glm]}, policy: best}");
      house.file(".fairlead.yaml", "models: {deny: [glm-5.3-flash]}");

      House.Printed check = house.run("--check");
      assertThat(check.exit()).isEqualTo(2);
      assertThat(check.out()).contains("config.yaml, line 1", "best is not valid");
      assertThat(answering(daemon)).isEqualTo("glm");
    }
  }

  @Test
  void a_plans_key_by_name_goes_to_the_address_of_the_plan_and_costs_nothing() throws Exception {
    house.with("MOONSHOT_API_KEY", "").with("ZAI_API_KEY", "");
    house.with("MY_PLAN", "plan-key-that-is-not-real");
    config(
        "providers: {glm: {keys: {work: {key: '${MY_PLAN}', plan: true, base: '%s'}}}}"
            .formatted(house.simulator.codingBase()));
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(answering(daemon)).isEqualTo("glm");

      JsonNode decision = house.decision("answered");
      assertThat(decision.path("attempts").path(0).path("key").asString()).isEqualTo("glm-work");
      assertThat(decision.path("cost_usd").asDouble()).isZero();
    }
    assertThat(house.simulator.requests(SeenRequest::chat))
        .isNotEmpty()
        .allMatch(SeenRequest::coding);
  }

  @Test
  void a_server_of_the_users_own_serves_as_soon_as_it_is_in_the_settings() throws Exception {
    try (OwnServer own = new OwnServer("mine");
        DaemonProcess daemon = house.daemon().initialized()) {
      answering(daemon);

      config("providers: {local: {base: '%s'}}".formatted(own.base()));
      Files.writeString(
          house.config.resolve("models.yaml"),
          "models:\n  mine:\n    provider: local\n    capabilities: [json_output]\n");
      explained(daemon, "chat", "mine", text -> text.contains("local"));

      JsonNode result = daemon.call("chat", Map.of("prompt", "hello", "model", "mine"));

      assertThat(result.toString()).contains(OwnServer.ANSWER);
    }
  }

  @Test
  void a_workspace_says_into_which_regions_its_code_may_go() throws Exception {
    house.file(".fairlead.yaml", "workspace: {regions: [china]}\n");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode result = daemon.call("chat", Map.of("prompt", "hello")).path("result");

      assertThat(result.path("isError").asBoolean()).isTrue();
      assertThat(result.toString()).contains("go to own, which workspace.regions does not allow");
    }
    assertThat(house.simulator.requests(SeenRequest::chat)).isEmpty();
  }

  /** The provider that answers a call now. */
  private static String answering(DaemonProcess daemon) {
    JsonNode result = daemon.call("chat", Map.of("prompt", "hello")).path("result");
    assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
    return result.path("_meta").path("dev.fairlead/routing").path("provider").asString();
  }

  /** The explanation, as soon as it is like that: files are looked at twice a second. */
  private static String explained(
      DaemonProcess daemon, String tool, String model, Predicate<String> like)
      throws InterruptedException {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("tool", tool);
    if (!model.isEmpty()) {
      arguments.put("model", model);
    }
    String text = "";
    for (int i = 0; i < DaemonProcess.PATIENCE.toMillis() / 50; i++) {
      text = daemon.call("route_explain", arguments).toString();
      if (like.test(text)) {
        return text;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("never explained so: " + text);
  }

  private void config(String text) throws IOException {
    Files.writeString(house.config.resolve("config.yaml"), text);
  }
}
