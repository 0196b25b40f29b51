package dev.fairlead.tools.refactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefactorToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private RefactorTool refactor = new RefactorTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    refactor = new RefactorTool(bench.parts);
    bench.file("a.java", "class A {}\n").file("Style.java", "record Style() {}\n");
  }

  @Test
  void examples_of_style_are_read_and_sent_after_the_code() throws Exception {
    bench.call(
        refactor,
        "step",
        "Cut it up",
        "refactor_type",
        "decompose",
        "focus_areas",
        "names",
        "style_guide_examples",
        List.of("Style.java"),
        "relevant_files",
        "a.java");

    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: plan refactorings")
        .containsSubsequence(
            "BEGIN FILE a.java", "BEGIN FILE Style.java", "   1| record Style() {}")
        .endsWith(
            """
            Cut it up

            Refactor type: decompose.
            Focus areas: names
            Examples of style, not to be refactored: Style.java\
            """);
    assertThat(bench.router.asks.getFirst().leaving())
        .extracting(Ask.Sent::path)
        .containsExactly("a.java", "Style.java");
  }

  @Test
  void an_example_that_is_not_there_is_told_at_once() {
    assertThatThrownBy(() ->
            bench.call(
                refactor, "step", "S", "total_steps", 2, "style_guide_examples", "Stile.java"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("refactor: Stile.java does not exist")
        .hasMessageEndingWith("did you mean Style.java?");
  }

  @Test
  void examples_go_on_with_the_next_call_and_are_no_relevant_files() throws Exception {
    ToolResult first =
        bench.call(refactor, "step", "S", "total_steps", 2, "style_guide_examples", "Style.java");

    assertThat(first.text())
        .startsWith("Step 1 of 2 is noted: 0 files checked, 0 relevant")
        .contains("\"style_guide_examples\" : \"Style.java\"")
        .doesNotContain("(style_guide_examples)");
  }

  @Test
  void each_type_has_a_hint_of_its_own() throws Exception {
    Set<String> texts = new HashSet<>();
    for (String type : List.of("codesmells", "decompose", "modernize", "organization")) {
      String text =
          bench.call(refactor, "step", "S", "total_steps", 2, "refactor_type", type).text();
      assertThat(text).contains("(style_guide_examples)");
      texts.add(text.substring(0, text.indexOf("```")));
    }
    assertThat(texts).hasSize(4);
  }

  @Test
  void a_run_without_files_is_reminded_of_them() throws Exception {
    ToolResult first = bench.call(refactor, "step", "S1", "total_steps", 3);
    ToolResult second =
        bench.call(
            refactor,
            "step",
            "S2",
            "total_steps",
            3,
            "continuation_id",
            Objects.requireNonNull(first.thread()));

    assertThat(first.text()).doesNotContain("the files to refactor");
    assertThat(second.text()).contains("- the files to refactor, as relevant_files");
  }
}
