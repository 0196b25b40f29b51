package dev.fairlead.tools.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DebugToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private DebugTool debug = new DebugTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    debug = new DebugTool(bench.parts);
    bench.file("a.java", "class A {\n  int x = 0;\n}\n");
  }

  @Test
  void hypotheses_of_all_steps_reach_the_expert_in_order() throws Exception {
    String id = thread(step("S1", null, "stale cache"));
    step("S2", id, "lost update");
    bench.call(debug, "step", "Which one?", "confidence", "certain", "continuation_id", id);

    assertThat(bench.router.lastQuestion())
        .containsSubsequence(
            "Hypothesis: stale cache",
            "Hypothesis: lost update",
            "Confidence: certain",
            "- Hypotheses: step 1: stale cache; step 2: lost update");
  }

  @Test
  void hints_depend_on_the_hypotheses_so_far() throws Exception {
    ToolResult none = bench.call(debug, "step", "S1", "total_steps", 4);
    assertThat(none.text())
        .contains("- the exact symptom", "- two or three causes", "as relevant_files");

    ToolResult one = step("S2", thread(none), "stale cache");
    assertThat(one.text())
        .contains("- what would refute your hypothesis")
        .doesNotContain("the exact symptom", "as relevant_files");

    ToolResult same = step("S3", thread(none), "stale cache");
    assertThat(same.text()).contains("- what would refute your hypothesis");

    ToolResult two = step("S4", thread(none), "lost update");
    assertThat(two.text()).contains("tells your hypotheses apart");
  }

  @Test
  void no_bug_found_is_an_answer() throws Exception {
    bench.router.answers("No bug found: the clock of the test was wrong.");

    ToolResult result = bench.call(debug, "step", "It is late", "relevant_files", "a.java");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).isEqualTo("No bug found: the clock of the test was wrong.");
    assertThat(bench.router.lastQuestion()).contains("`No bug found` is an honest answer");
  }

  private ToolResult step(String step, @Nullable String thread, String hypothesis)
      throws Exception {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("step", step);
    arguments.put("next_step_required", true);
    arguments.put("hypothesis", hypothesis);
    arguments.put("relevant_files", "a.java");
    arguments.put("continuation_id", thread);
    return bench.call(debug, arguments);
  }

  private static String thread(ToolResult result) {
    return Objects.requireNonNull(result.thread());
  }
}
