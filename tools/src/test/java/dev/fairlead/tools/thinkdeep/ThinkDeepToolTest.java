package dev.fairlead.tools.thinkdeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThinkDeepToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private ThinkDeepTool think = new ThinkDeepTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    think = new ThinkDeepTool(bench.parts);
    bench.file("a.java", "class A {\n  int x = 0;\n}\n");
  }

  @Test
  void the_problem_is_told_with_its_context_and_areas() throws Exception {
    bench.call(
        think,
        "step",
        "Queue or lock?",
        "problem_context",
        "Two writers",
        "focus_areas",
        List.of("latency", "crashes"),
        "relevant_files",
        "a.java");

    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: the second mind")
        .endsWith(
            """
            --- END FILE a.java ---

            Queue or lock?

            Context: Two writers
            Focus areas: latency; crashes\
            """);
  }

  @Test
  void the_caller_may_have_it_think_less() throws Exception {
    bench.call(think, "step", "Queue or lock?", "thinking_mode", "low");

    assertThat(bench.router.asks.getFirst().requirements().effort()).isEqualTo(Effort.LOW);
    assertThat(bench.router.asks.getFirst().requirements().required())
        .containsExactly(Capability.THINKING);
  }

  @Test
  void hints_follow_the_areas_and_the_hypothesis() throws Exception {
    ToolResult first =
        bench.call(think, "step", "S1", "total_steps", 3, "focus_areas", List.of("latency"));
    assertThat(first.text())
        .contains("- the answer you lean to (hypothesis)")
        .contains("- latency: what is known of it")
        .contains("\"focus_areas\" : [ \"latency\" ]");

    ToolResult second =
        bench.call(
            think,
            "step",
            "S2",
            "total_steps",
            3,
            "hypothesis",
            "a queue",
            "continuation_id",
            thread(first));
    assertThat(second.text())
        .contains("- the strongest case against your hypothesis")
        .doesNotContain("latency");
  }

  @Test
  void a_crowd_of_areas_gets_no_crowd_of_hints() throws Exception {
    List<String> areas = IntStream.range(0, 50).mapToObj(i -> "area" + i).toList();

    ToolResult result = bench.call(think, "step", "S1", "total_steps", 2, "focus_areas", areas);

    assertThat(result.text()).contains("- area4: ").doesNotContain("- area5: ");
  }

  private static String thread(ToolResult result) {
    return Objects.requireNonNull(result.thread());
  }
}
