package dev.fairlead.tools.testgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TestGenToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private TestGenTool testgen = new TestGenTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    testgen = new TestGenTool(bench.parts);
    bench.file("a.java", "class A {}\n").file("BTest.java", "class BTest {}\n");
  }

  @Test
  void the_expert_sees_the_code_and_the_test_that_shows_the_manner() throws Exception {
    bench.router.answers("```java\nclass ATest {}\n```");

    ToolResult result =
        bench.call(
            testgen,
            "step",
            "Test A",
            "relevant_files",
            List.of("a.java", "BTest.java"),
            "relevant_context",
            "A.x");

    assertThat(result.text()).isEqualTo("```java\nclass ATest {}\n```");
    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: write tests")
        .containsSubsequence("BEGIN FILE a.java", "BEGIN FILE BTest.java")
        .endsWith("Test A\n\nInvolved: A.x");
  }

  @Test
  void a_run_that_shows_no_test_is_asked_for_one() throws Exception {
    ToolResult first =
        bench.call(testgen, "step", "S1", "total_steps", 3, "relevant_files", "a.java");
    assertThat(first.text()).contains("- a test that exists", "to test, named in findings");

    ToolResult second =
        bench.call(
            testgen,
            "step",
            "S2",
            "total_steps",
            3,
            "relevant_files",
            "BTest.java",
            "relevant_context",
            "A.x",
            "continuation_id",
            Objects.requireNonNull(first.thread()));
    assertThat(second.text()).doesNotContain("- a test that exists", "to test, named in findings");
  }
}
