package dev.fairlead.tools.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Past.Which;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DecisionsToolTest {
  private final Bench bench = new Bench(Path.of("nowhere"));

  @BeforeEach
  void two_decisions() {
    bench.past.rows.add(row("id-2", "codereview", "failed", "seeing-1"));
    bench.past.rows.add(row("id-1", "chat", "answered", "plain-1"));
  }

  private static Map<String, @Nullable Object> row(
      String id, String tool, String outcome, String model) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", id);
    row.put("at", "2026-01-02T03:04:05.678Z");
    row.put("tool", tool);
    row.put("outcome", outcome);
    row.put("path", "streaming");
    row.put("model", model);
    row.put("attempts", List.of(Map.of("model", model)));
    row.put("prompt_tokens", 100);
    row.put("completion_tokens", 20);
    row.put("cost_usd", 0.0042);
    row.put("took_ms", 900);
    row.put("overhead_ms", 1.5);
    row.put("first_token_ms", null);
    return row;
  }

  private ToolResult call(Object... pairs) throws Exception {
    Tool tool = ToolCatalog.of(bench.parts).find("decisions").orElseThrow();
    return bench.call(tool, pairs);
  }

  @Test
  void they_are_told_as_the_command_tells_them() throws Exception {
    ToolResult result = call();

    assertThat(result.text().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "AT TOOL OUTCOME PATH MODEL TRIED TOKENS USD TOOK OWN FIRST WORD DECISION",
            "2026-01-02T03:04:05Z codereview failed streaming seeing-1 1 100+20 0.00420 900 ms"
                + " 1.5 ms - id-2",
            "2026-01-02T03:04:05Z chat answered streaming plain-1 1 100+20 0.00420 900 ms 1.5 ms"
                + " - id-1");
    assertThat(Objects.requireNonNull(result.data()).get("decisions"))
        .asString()
        .contains("id=id-2", "outcome=failed", "attempts=1", "cost_usd=0.0042")
        .doesNotContain("first_token_ms");
    assertThat(bench.past.asked).containsExactly(Which.ALL);
    assertThat(bench.router.direct).hasSize(1);
  }

  @Test
  void they_are_filtered_and_an_alias_is_its_model() throws Exception {
    ToolResult result =
        call("tool", "chat", "model", "plain", "outcome", "Answered", "since", "2h", "last", "5");

    assertThat(bench.past.asked)
        .containsExactly(
            new Which(Instant.parse("2026-01-02T01:04:05Z"), "chat", "plain-1", "answered"));
    assertThat(result.text()).contains("id-1").doesNotContain("id-2");
    assertThat(call("limit", 1).text()).contains("id-2").doesNotContain("id-1");
  }

  @Test
  void nothing_found_is_said_and_a_slip_is_named() throws Exception {
    assertThat(call("tool", "version").text()).isEqualTo("No decision is like that.");
    assertThatThrownBy(() -> call("tool", "caht"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("decisions: tool caht is unknown, did you mean chat? known: chat,");
    assertThatThrownBy(() -> call("model", "plane-1"))
        .hasMessageStartingWith("decisions: model plane-1 is unknown, did you mean plain-1?");
    assertThatThrownBy(() -> call("outcome", "lost"))
        .hasMessage(
            "decisions: outcome lost is unknown: known: answered, refused, failed, cancelled");
    assertThatThrownBy(() -> call("since", "soon"))
        .hasMessageStartingWith("decisions: since soon is no time: give how long ago (30m, 24h");
    bench.past.rows.clear();
    assertThat(call().text()).isEqualTo("No decisions yet.");
  }

  @Test
  void a_model_that_has_left_the_catalog_is_no_slip() throws Exception {
    bench.past.rows.add(row("id-0", "chat", "answered", "gone-1"));

    assertThat(call("model", "gone-1").text()).contains("id-0");
  }

  @Test
  void one_is_told_as_route_explain_tells_it() throws Exception {
    ToolResult result = call("decision", " id-1 ");

    ToolResult explained =
        bench.call(
            ToolCatalog.of(bench.parts).find("route_explain").orElseThrow(), "decision", "id-1");
    assertThat(result.text())
        .isEqualTo(explained.text())
        .startsWith("chat of 2026-01-02T03:04:05Z (decision id-1) was answered via streaming");
    assertThat(result.data()).containsEntry("explained", List.of(explained.data()));
    assertThat(call("id", "last").text()).contains("(decision id-2)");
    assertThatThrownBy(() -> call("decision", "id-9"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("decisions: decision id-9 is not in the log");
  }

  @Test
  void a_log_that_cannot_be_read_is_refused_with_its_reason() throws Exception {
    bench.past.unreadable = "the store is locked: try again";

    assertThat(call().status()).isEqualTo(ToolResult.Status.REFUSED);
    assertThat(call("decision", "last").text()).isEqualTo("the store is locked: try again");
  }
}
