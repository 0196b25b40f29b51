package dev.fairlead.tools.routeexplain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RouteExplainToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    bench.file("a.txt", "hello\n");
  }

  private Tool explain() {
    return ToolCatalog.of(bench.parts).find("route_explain").orElseThrow();
  }

  @Test
  void it_says_who_would_be_asked_who_not_and_what_would_leave() throws Exception {
    Files.write(
        bench.root().resolve("a.png"),
        "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    bench.router.degrading(new Degradation("thinking", "preferred", "off"));

    ToolResult result =
        bench.call(
            explain(),
            "tool",
            "codereview",
            "prompt",
            "Q",
            "files",
            "a.txt",
            "images",
            "a.png",
            "policy",
            "quality");

    assertThat(result.text())
        .startsWith("codereview: requires vision; prefers thinking, streaming; about ")
        .contains("room for 16384 out; policy quality")
        .contains(
            "1. seeing-1 (acme, key acme-1) via vision, score 3.000, about $0.0123 and 16.0 s (guessed),"
                + " using vision, degraded: thinking: preferred -> off",
            "seeing-1 is expected to take 16.0 s for an answer of 1,000 tokens: a guess by its")
        .contains("Left out:\n- plain-1 (acme): cannot do vision")
        .contains("Files that would leave the machine: a.txt (6 bytes, sha256 ");
    assertThat(result.data())
        .containsEntry("outcome", "routed")
        .containsEntry("required", List.of("vision"))
        .hasEntrySatisfying(
            "rejected",
            rejected ->
                assertThat(rejected)
                    .asString()
                    .contains("model=plain-1", "reasons=[cannot do vision"));
    assertThat(bench.router.asks).isEmpty();
    assertThat(bench.router.direct).hasSize(1);
  }

  @Test
  void a_size_can_be_given_instead_of_a_prompt() throws Exception {
    ToolResult result = bench.call(explain(), "prompt_tokens", 500_000);

    assertThat(result.text()).contains("No model can do it.", "is too small, the call needs 50");
    assertThat(result.data()).containsEntry("outcome", "refused");
  }

  @Test
  void a_tool_that_asks_no_model_is_direct() throws Exception {
    ToolResult result = bench.call(explain(), "tool", "version");

    assertThat(result.text())
        .isEqualTo("version asks no model: its path is direct, nothing leaves.");
    assertThat(result.data()).containsEntry("outcome", "direct");
  }

  @Test
  void every_tool_is_known_also_those_that_come_later_in_the_list() throws Exception {
    for (Tool tool : ToolCatalog.of(bench.parts).tools()) {
      ToolResult result = bench.call(explain(), "tool", tool.definition().name());

      assertThat(Objects.requireNonNull(result.data()).get("outcome"))
          .as(tool.definition().name())
          .isEqualTo(tool.definition().requirements() == null ? "direct" : "routed");
    }
  }

  @Test
  void a_time_that_was_measured_is_told_as_such() throws Exception {
    bench.past.speeds.put("plain-1", new Speed(Duration.ofMillis(800), 50, 12));

    ToolResult result = bench.call(explain());

    assertThat(result.text())
        .contains(
            "1. plain-1 (acme, key acme-1) via standard, score 3.000, about $0.0123 and 19.8 s"
                + " (measured)",
            "plain-1 is expected to take 19.8 s for an answer of 1,000 tokens: measured in 12"
                + " calls of late, first token after 0.8 s, then 50 tokens/s.",
            "2. seeing-1 (acme, key acme-1) via standard, score 3.000, about $0.0123 and 16.0 s"
                + " (guessed)");
    assertThat(candidates(result))
        .first(MAP)
        .containsEntry("seconds", 19.84)
        .containsEntry("first_token_ms", 800.0)
        .containsEntry("tokens_per_second", 50.0)
        .containsEntry("measured_calls", 12);
    assertThat(candidates(result))
        .last(MAP)
        .containsEntry("seconds", 16.0)
        .containsEntry("measured_calls", 0)
        .doesNotContainKey("tokens_per_second");
  }

  @Test
  void a_log_that_cannot_be_read_leaves_the_times_guessed() throws Exception {
    bench.past.unreadable = "the store is locked: try again";

    assertThat(bench.call(explain()).text()).contains("In this order:", "(guessed)");
  }

  @Test
  void what_no_profile_shows_is_taken_all_the_same() throws Exception {
    assertThat(explain().definition().input().json(Profile.FULL).toString())
        .doesNotContain("web_search", "allow_degraded", "temperature");

    ToolResult result =
        bench.call(
            explain(),
            "web_search",
            true,
            "allow_degraded",
            false,
            "temperature",
            0.5,
            "prompt_tokens",
            10);

    assertThat(result.text()).startsWith("chat: requires streaming, web_search; prefers nothing");
  }

  private static List<?> candidates(ToolResult result) {
    return (List<?>)
        Objects.requireNonNull(Objects.requireNonNull(result.data()).get("candidates"));
  }

  @Test
  void an_unknown_tool_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> bench.call(explain(), "tool", "codreview"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith(
            "route_explain: tool codreview is unknown, did you mean codereview? Known: chat, ");
  }

  @Test
  void more_can_be_required_than_the_tool_needs() throws Exception {
    ToolResult result = bench.call(explain(), "needs", List.of("vision", "web_search"));

    assertThat(result.text()).startsWith("chat: requires vision, web_search; prefers streaming");
    assertThatThrownBy(() -> bench.call(explain(), "needs", "sight"))
        .isInstanceOf(BadArguments.class)
        .hasMessageContaining("needs is \"sight\"")
        .hasMessageContaining("give one of vision, thinking");
  }

  @Test
  void what_came_of_a_call_is_told_from_the_log() throws Exception {
    bench.past.rows.add(row());

    ToolResult result = bench.call(explain(), "decision", " id-7 ");

    assertThat(result.text().lines())
        .containsExactly(
            "chat of 2026-01-02T03:04:05Z (decision id-7) was answered via thinking, degraded:"
                + " streaming: preferred -> off, $0.0028.",
            "chat: requires vision; prefers thinking, streaming, effort high; about 788 tokens in,"
                + " room for 16384 out; policy cheap",
            "Tried:",
            "1. m-1 (acme, key acme-1) via thinking: Overloaded: the model is overloaded after"
                + " 231.0 ms, $0.0000 (own 0.2 ms, silence 230.0 ms)",
            "2. m-2 (other, key other-1) via thinking, restarted: answered after 70.0 ms, $0.0028",
            "Where the time went (302.0 ms in all, the first word after 295.0 ms):",
            "    1.1 ms  the daemon itself: reading files, choosing, writing the request",
            "1,000.0 ms  waiting for a free slot of the key",
            "Planned, in this order:",
            "1. m-1 (acme, key acme-1) via thinking, score 0.644, about $0.0732",
            "Left out:",
            "- m-0, m-9 (acme): too small; retired",
            "Files that left the machine: a.txt (6 bytes, sha256 abc)");
    assertThat(result.data())
        .containsEntry("decision", "id-7")
        .containsEntry("outcome", "answered")
        .containsEntry("overhead_ms", 1.1)
        .containsEntry("total_ms", 302.0);
    assertThatThrownBy(() -> bench.call(explain(), "decision", "id-8"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("route_explain: decision id-8 is not in the log: give an id");
  }

  @Test
  void a_row_of_before_times_were_written_down_says_so() throws Exception {
    Map<String, @Nullable Object> old = row();
    old.keySet().removeIf(column -> column.endsWith("_ms") && !column.equals("took_ms"));
    old.put("attempts", List.of());
    bench.past.rows.add(old);

    assertThat(bench.call(explain(), "decision", "last").text())
        .contains("It took 302.0 ms; on what was not written down yet.");
  }

  @Test
  void a_log_that_cannot_be_read_is_refused_with_its_reason() throws Exception {
    bench.past.unreadable = "the store is locked: try again";

    ToolResult result = bench.call(explain(), "decision", "last");

    assertThat(result.status()).isEqualTo(ToolResult.Status.REFUSED);
    assertThat(result.text()).isEqualTo("the store is locked: try again");
  }

  private static Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", "id-7");
    row.put("at", "2026-01-02T03:04:05Z");
    row.put("tool", "chat");
    row.put("outcome", "answered");
    row.put("path", "thinking");
    row.put("policy", "cheap");
    row.put("required", "vision");
    row.put("preferred", "thinking,streaming");
    row.put("effort", "high");
    row.put("input_tokens", 788);
    row.put("output_tokens", 16_384);
    row.put("message", null);
    row.put("cost_usd", 0.0028);
    row.put("took_ms", 302);
    row.put("overhead_ms", 1.1);
    row.put("lane_ms", 1_000.0);
    row.put("pause_ms", 0.0);
    row.put("first_token_ms", 295.0);
    row.put("degradations", List.of("streaming: preferred -> off"));
    row.put(
        "candidates",
        List.of(
            Map.of(
                "model",
                "m-1",
                "provider",
                "acme",
                "key",
                "acme-1",
                "path",
                "thinking",
                "score",
                0.644,
                "estimated_cost_usd",
                0.0732)));
    row.put(
        "rejections",
        List.of(
            Map.of(
                "models", List.of("m-0", "m-9"), "provider", "acme", "why", "too small; retired")));
    row.put("sent", List.of(Map.of("path", "a.txt", "bytes", 6, "sha256", "abc")));
    row.put("attempts", List.of(failed(), answered()));
    return row;
  }

  private static Map<String, Object> failed() {
    Map<String, Object> attempt = new HashMap<>(answered());
    attempt.putAll(
        Map.of(
            "model", "m-1", "provider", "acme", "key", "acme-1", "took_ms", 231, "start", "new"));
    attempt.putAll(Map.of("error", "Overloaded", "error_text", "the model is overloaded"));
    attempt.putAll(Map.of("overhead_ms", 0.2, "silence_ms", 230.0, "cost_usd", 0.0));
    return attempt;
  }

  private static Map<String, Object> answered() {
    return Map.of(
        "model",
        "m-2",
        "provider",
        "other",
        "key",
        "other-1",
        "path",
        "thinking",
        "start",
        "restarted",
        "cost_usd",
        0.0028,
        "took_ms",
        70);
  }
}
