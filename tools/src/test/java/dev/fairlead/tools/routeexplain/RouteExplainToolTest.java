package dev.fairlead.tools.routeexplain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            "1. seeing-1 (acme, key acme-1) via vision, score 3.000, about $0.0123, using vision,"
                + " degraded: thinking: preferred -> off")
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
  void an_unknown_tool_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> bench.call(explain(), "tool", "codreview"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith(
            "route_explain: tool codreview is unknown, did you mean codereview? Known: chat, ");
  }
}
