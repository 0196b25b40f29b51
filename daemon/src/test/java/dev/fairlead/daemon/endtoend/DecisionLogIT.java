package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Vendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls are made once, by the built daemon; then people ask what came of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DecisionLogIT {
  private static final Duration SLOW = Duration.ofMillis(400);
  private static final List<String> PARTS =
      List.of(
          "overhead_ms",
          "lane_ms",
          "pause_ms",
          "ahead_ms",
          "connect_ms",
          "silence_ms",
          "answer_ms");

  @TempDir private static Path directory;
  private static House house;
  private static JsonNode explained;

  @BeforeAll
  static void calls() throws Exception {
    house =
        new House(directory)
            .with("FAIRLEAD_MODELS_ALLOW", "kimi-k3.1-pro,glm-5.3-flash")
            .with("FAIRLEAD_ROUTING_POLICY", "cheap");
    house.file("A.java", "class A {}\n");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      house.simulator.script(Script.of(new Fault.Silence(0, SLOW)).on(Vendor.KIMI).path("/chat/"));
      daemon.call("chat", Map.of("prompt", "hello", "policy", "quality"));
      house.simulator.script(Script.of(new Fault.Status(503)).on(Vendor.GLM).path("/chat/"));
      daemon.call(
          "codereview", Map.of("step", "Is it right?", "relevant_files", List.of("A.java")));
      daemon.call("chat", Map.of("prompt", "hello", "model", "no-such-model"));
      explained = daemon.call("route_explain", Map.of("decision", "last"));
      daemon.end(); // nobody waits for the decision of a call that asks no model
    }
    house.simulator.clearScripts();
    house.simulator.clearRequests();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void the_parts_of_the_time_are_written_and_make_up_the_whole() throws Exception {
    JsonNode slow =
        json(
                "decisions",
                "--json",
                "--outcome",
                "answered",
                "--model",
                "kimi-k3.1-pro",
                "--tool",
                "chat")
            .path(0);

    assertThat(slow.path("silence_ms").asDouble()).isGreaterThanOrEqualTo(SLOW.toMillis() - 5.0);
    assertThat(slow.path("first_token_ms").asDouble())
        .isBetween(slow.path("silence_ms").asDouble(), slow.path("took_ms").asDouble() + 1);
    assertThat(slow.path("connect_ms").asDouble()).isPositive();
    assertThat(slow.path("overhead_ms").asDouble()).isPositive();
    for (JsonNode row : json("decisions", "--json", "--since", "1h")) {
      double sum = PARTS.stream().mapToDouble(part -> row.path(part).asDouble()).sum();
      assertThat(sum).as(row.toString()).isBetween(took(row) - 0.01, took(row) + 1.01);
      for (JsonNode attempt : row.path("attempts")) {
        assertThat(attempt.path("silence_ms").asDouble() + attempt.path("answer_ms").asDouble())
            .isLessThanOrEqualTo(took(attempt) + 1.01);
      }
    }
  }

  @Test
  void one_decision_is_told_in_words_and_whole() throws Exception {
    String id = json("decisions", "--json", "--tool", "codereview").path(0).path("id").asString();

    String told = house.run("decisions", id).out();
    assertThat(told)
        .startsWith("codereview of ")
        .contains("(decision " + id + ") was answered via thinking")
        .contains("Tried:\n1. glm-5.3-flash (glm, key glm-1) via ", "Unavailable: ")
        .contains("2. kimi-k3.1-pro (kimi, key kimi-1)", "answered after ")
        .contains("Where the time went (", "the first word after ")
        .contains("the daemon itself: reading files, choosing, writing the request")
        .contains("connecting, until the request left", "waiting for the model's first word")
        .contains("Planned, in this order:\n1. glm-5.3-flash (glm, key glm-1)")
        .containsPattern("Left out:\n- kimi-k3, [^\n(]* \\(kimi\\): switched off by models.allow")
        .contains("Files that left the machine: A.java");
    assertThat(house.run("route", id).out()).isEqualTo(told);
    JsonNode whole = json("decisions", id, "--json");
    assertThat(whole.path("ask").path("policy").asString()).isEqualTo("cheap");
    assertThat(whole.path("workspace").asString()).endsWith("work space");
    JsonNode data = json("route", id, "--json");
    assertThat(data.path("attempts").size()).isEqualTo(2);
    assertThat(data.path("attempts").path(0).path("error").asString()).isEqualTo("Unavailable");
    assertThat(data.path("overhead_ms").asDouble()).isPositive();
  }

  @Test
  void the_tool_tells_of_the_last_decision_about_a_model() {
    JsonNode result = explained.path("result");
    assertThat(result.path("isError").asBoolean()).as(explained.toString()).isFalse();
    assertThat(result.path("content").path(0).path("text").asString())
        .contains("was refused via", "It was told: The call asks for no-such-model");
    assertThat(result.path("structuredContent").path("outcome").asString()).isEqualTo("refused");
  }

  @Test
  void decisions_are_filtered() throws Exception {
    assertThat(outcomes()).containsExactly("answered", "refused", "answered", "answered");
    assertThat(outcomes("--tool", "chat")).containsExactly("refused", "answered");
    assertThat(outcomes("--error", "any")).containsExactly("answered");
    assertThat(outcomes("--error", "unavailable", "--provider", "kimi"))
        .containsExactly("answered");
    assertThat(outcomes("--outcome", "refused")).containsExactly("refused");
    assertThat(outcomes("--path", "direct")).containsExactly("answered");
    assertThat(outcomes("--workspace", ".", "--limit", "2")).hasSize(2);
    assertThat(outcomes("--workspace", "/elsewhere")).isEmpty();
    assertThat(outcomes("--since", "2099-01-01")).isEmpty();
    House.Printed bad = house.run("decisions", "--since", "soon");
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.err()).startsWith("--since: soon is no time");
    House.Printed missing = house.run("decisions", "0190");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("decision 0190 is not in the log");
  }

  @Test
  void a_route_is_planned_without_a_call_and_without_a_trace() throws Exception {
    int before = json("decisions", "--json").size();

    House.Printed cheap =
        house.run(
            "route",
            "--tool",
            "codereview",
            "--needs",
            "vision",
            "--policy",
            "cheap",
            "--input-tokens",
            "5000");
    assertThat(cheap.exit()).as(cheap.err()).isZero();
    assertThat(cheap.out())
        .startsWith("codereview: requires vision; prefers thinking, streaming")
        .containsPattern("1 +glm-5.3-flash +glm +glm-1 +vision")
        .containsPattern("2 +kimi-k3.1-pro +kimi +kimi-1 +vision")
        .containsPattern("glm-5.2 +glm +switched off by models.allow; cannot do vision");
    JsonNode best = json("route", "--policy", "quality", "--json");
    assertThat(best.path("candidates").path(0).path("model").asString()).isEqualTo("kimi-k3.1-pro");
    assertThat(house.run("route", "--model", "glm-5.2").exit()).isEqualTo(1);
    assertThat(house.run("route", "--tool", "version").out()).contains("asks no model");
    House.Printed bad = house.run("route", "--policy", "cheep", "--needs", "sight");
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.err()).contains("did you mean cheap?", "needs[0] is \"sight\"");
    assertThat(house.run("route", "--input-tokens", "-1").err()).contains("--input-tokens is -1");

    assertThat(house.simulator.requests(SeenRequest::chat)).isEmpty();
    assertThat(json("decisions", "--json").size()).isEqualTo(before);
  }

  @Test
  void the_past_is_planned_again_under_another_policy() throws Exception {
    House.Printed printed = house.run("replay", "--policy", "cheap", "--since", "7d");
    assertThat(printed.exit()).as(printed.err()).isZero();
    assertThat(printed.out())
        .containsPattern("chat +kimi-k3.1-pro +glm-5.3-flash")
        .contains(
            "3 calls planned again: 1 would go to another model, 0 could not be served any more")
        .contains(", 1 could not be served then either", "cost: $", "time: ");

    JsonNode report = json("replay", "--policy", "cheap", "--outcome", "answered", "--json");
    assertThat(report.path("calls").asInt()).isEqualTo(2);
    assertThat(report.path("changed").asInt()).isEqualTo(1);
    assertThat(report.path("unserved").asInt()).isZero();
    JsonNode cost = report.path("cost_usd");
    assertThat(cost.path("after").asDouble()).isLessThan(cost.path("before").asDouble());
    assertThat(report.path("rows").path(0).path("before").path("cost_usd").asDouble())
        .isEqualTo(
            json("decisions", "--json", "--tool", "chat", "--outcome", "answered")
                .path(0)
                .path("cost_usd")
                .asDouble());
    JsonNode same = json("replay", "--outcome", "answered", "--json");
    assertThat(same.path("changed").asInt()).as(same.toString()).isZero();
    assertThat(house.simulator.requests(SeenRequest::chat)).isEmpty();
  }

  @Test
  void the_past_is_planned_again_with_other_models() throws Exception {
    Path models = directory.resolve("other.yaml");
    Files.writeString(
        models, "models:\n  glm-5.3-flash:\n    price: { input: 90, cached: 90, output: 90 }\n");

    JsonNode report =
        json("replay", "--catalog", models.toString(), "--tool", "codereview", "--json");

    assertThat(report.path("changed").asInt()).isEqualTo(1);
    assertThat(report.path("rows").path(0).path("after").path("model").asString())
        .isEqualTo("kimi-k3.1-pro");
  }

  @Test
  void what_was_decided_before_it_was_written_down_is_counted() throws Exception {
    Path other = directory.resolve("older");
    Files.createDirectories(other);
    try (Connection from =
            DriverManager.getConnection("jdbc:sqlite:" + house.state.resolve("fairlead.db"));
        Statement statement = from.createStatement()) {
      statement.execute("VACUUM INTO '" + other.resolve("fairlead.db") + "'");
    }
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + other.resolve("fairlead.db"));
        Statement statement = store.createStatement()) {
      statement.execute("UPDATE decisions SET ask = NULL WHERE tool = 'chat'");
    }
    try (DaemonProcess.Raw raw =
        DaemonProcess.raw(withState(other), house.workspace, "replay", "--policy", "cheap")) {
      assertThat(raw.finish().out())
          .contains("1 call planned again", "skipped: 2 calls of before it was written down");
    }
  }

  private static Map<String, String> withState(Path state) {
    Map<String, String> environment = new LinkedHashMap<>(house.environment());
    environment.put("FAIRLEAD_STATE_DIRECTORY", state.toString());
    return environment;
  }

  private static double took(JsonNode row) {
    return row.path("took_ms").asDouble();
  }

  private static List<String> outcomes(String... filter) throws Exception {
    String[] words = new String[filter.length + 2];
    words[0] = "decisions";
    words[1] = "--json";
    System.arraycopy(filter, 0, words, 2, filter.length);
    return json(words).valueStream().map(row -> row.path("outcome").asString()).toList();
  }

  private static JsonNode json(String... words) throws Exception {
    House.Printed printed = house.run(words);
    assertThat(printed.out()).as(printed.err()).isNotEmpty();
    return JsonMapper.shared().readTree(printed.out());
  }
}
