package dev.fairlead.tools.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Bench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnalyzeToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private AnalyzeTool analyze = new AnalyzeTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    analyze = new AnalyzeTool(bench.parts);
    bench.file("a.java", "class A {\n  int x = 0;\n}\n");
  }

  @Test
  void type_and_format_are_told() throws Exception {
    bench.call(
        analyze,
        "step",
        "How is it built?",
        "analysis_type",
        "performance",
        "output_format",
        "actionable",
        "relevant_files",
        "a.java");

    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: an architect")
        .endsWith(
            """
            How is it built?

            Analysis type: performance.
            Output format: actionable.\
            """);
  }

  @Test
  void the_question_alone_will_do() throws Exception {
    bench.call(analyze, "step", "Is a monolith fine for three people?");

    assertThat(bench.router.lastQuestion())
        .doesNotContain("BEGIN FILE")
        .endsWith(
            """
            Is a monolith fine for three people?

            Analysis type: general.
            Output format: detailed.\
            """);
  }

  @Test
  void each_type_has_a_hint_of_its_own() throws Exception {
    Set<String> texts = new HashSet<>();
    for (String type : List.of("architecture", "performance", "security", "quality", "general")) {
      String text =
          bench.call(analyze, "step", "S", "total_steps", 2, "analysis_type", type).text();
      texts.add(text.substring(0, text.indexOf("```")));
    }
    assertThat(texts).hasSize(5);
  }

  @Test
  void a_plan_of_action_asks_for_effort() throws Exception {
    assertThat(
            bench
                .call(analyze, "step", "S", "total_steps", 2, "output_format", "actionable")
                .text())
        .contains("- the effort of each change");
    assertThat(bench.call(analyze, "step", "S", "total_steps", 2).text())
        .doesNotContain("- the effort of each change");
  }
}
