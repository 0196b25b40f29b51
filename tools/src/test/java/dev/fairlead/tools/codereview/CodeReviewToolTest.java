package dev.fairlead.tools.codereview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.chat.ChatTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CodeReviewToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private CodeReviewTool review = new CodeReviewTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    review = new CodeReviewTool(bench.parts);
    bench.file("a.java", "class A {\n  int x = 0;\n}\n").file("b.java", "class B {}\n");
  }

  @Test
  void one_call_is_enough() throws Exception {
    bench.router.answers("Bad: `a.java:2` `int x = 0;`");

    ToolResult result =
        bench.call(
            review,
            "step",
            "Review A",
            "relevant_files",
            "a.java",
            "focus_on",
            "names",
            "temperature",
            0.7);

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .isEqualTo("Bad: `a.java:2` `int x = 0;`\n\n---\nCitations: 1 of 1 verified");
    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: a reviewer")
        .endsWith(
            """
            --- BEGIN FILE a.java ---
               1| class A {
               2|   int x = 0;
               3| }
            --- END FILE a.java ---

            Review A

            Review type: full.
            Above all: names\
            """);
    assertThat(bench.router.asks.getFirst().temperature()).isEqualTo(0.7);
    assertThat(bench.router.asks.getFirst().requirements().preferred())
        .containsExactlyInAnyOrder(Capability.THINKING, Capability.STREAMING);
    assertThat(bench.threads.find(thread(result)).orElseThrow()).hasSize(1);
  }

  @Test
  void a_step_before_the_last_asks_no_model_and_says_how_to_go_on() throws Exception {
    ToolResult result =
        bench.call(
            review,
            "step",
            "Reading A",
            "step_number",
            1,
            "total_steps",
            2,
            "next_step_required",
            true,
            "findings",
            "x is never read",
            "review_type",
            "security",
            "confidence",
            "certain");

    assertThat(result.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(bench.router.asks).isEmpty();
    assertThat(Objects.requireNonNull(result.decision()).path().label()).isEqualTo("direct");
    assertThat(result.text())
        .startsWith("Step 1 of 2 is noted: 0 files checked, 0 relevant, 0 issues")
        .contains("- trust borders");
    JsonNode next = nextCall(result);
    assertThat(next.get("tool").asString()).isEqualTo("codereview");
    assertThat(next.get("arguments").get("step_number").asInt()).isEqualTo(2);
    assertThat(next.get("arguments").get("next_step_required").asBoolean()).isFalse();
    assertThat(next.get("arguments").get("review_type").asString()).isEqualTo("security");
    assertThat(next.get("arguments").get("continuation_id").asString()).isEqualTo(result.thread());
  }

  @Test
  void the_next_call_can_be_sent_as_it_is() throws Exception {
    ToolResult first = bench.call(review, "step", "S1", "total_steps", 2);
    Map<String, Object> arguments = new HashMap<>();
    nextCall(first)
        .get("arguments")
        .properties()
        .forEach(e ->
            arguments.put(e.getKey(), JsonMapper.shared().treeToValue(e.getValue(), Object.class)));

    assertThat(bench.call(review, arguments).status()).isEqualTo(Status.COMPLETE);
  }

  @Test
  void the_expert_is_asked_once_with_everything_the_steps_brought() throws Exception {
    String id = threeSteps();

    assertThat(bench.router.asks).hasSize(1);
    assertThat(bench.router.conversations.getFirst()).hasSize(2);
    assertThat(bench.router.lastQuestion())
        .containsSubsequence(
            "## Step 1 of 3",
            "Look at A",
            "Findings: x is never read",
            "Hypothesis: dead code",
            "## Step 2 of 3",
            "Issues:\n- high: race in B",
            "BEGIN FILE a.java",
            "BEGIN FILE b.java",
            "## Step 3 of 3",
            "Confidence: certain",
            "## All steps together",
            "- Files checked: a.java; b.java",
            "- Issues: high: race in B",
            "- Hypotheses: step 1: dead code; step 2: a race");
    assertThat(occurrences(bench.router.lastQuestion(), "BEGIN FILE a.java")).isEqualTo(1);
    assertThat(bench.threads.find(id).orElseThrow()).hasSize(3);
  }

  private String threeSteps() throws Exception {
    String id =
        thread(
            bench.call(
                review,
                "step",
                "Look at A",
                "step_number",
                1,
                "total_steps",
                3,
                "findings",
                "x is never read",
                "hypothesis",
                "dead code",
                "files_checked",
                "a.java",
                "relevant_files",
                List.of("a.java")));
    bench.call(
        review,
        "step",
        "Look at B",
        "step_number",
        2,
        "total_steps",
        3,
        "files_checked",
        List.of("a.java", "b.java"),
        "relevant_files",
        List.of("b.java", "a.java"),
        "hypothesis",
        "a race",
        "issues_found",
        List.of(Map.of("severity", "high", "description", "race in B")),
        "continuation_id",
        id);
    bench.call(
        review,
        "step",
        "Judge",
        "step_number",
        3,
        "total_steps",
        3,
        "next_step_required",
        false,
        "confidence",
        "certain",
        "continuation_id",
        id);
    return id;
  }

  @Test
  void steps_that_are_taken_back_are_forgotten() throws Exception {
    String id = thread(bench.call(review, "step", "S1", "total_steps", 4, "findings", "good"));
    bench.call(
        review,
        "step",
        "S2",
        "total_steps",
        4,
        "findings",
        "wrong",
        "continuation_id",
        id,
        "relevant_files",
        "b.java");
    bench.call(
        review,
        "step",
        "S2 again",
        "step_number",
        2,
        "total_steps",
        2,
        "backtrack_from_step",
        2,
        "findings",
        "right",
        "continuation_id",
        id);

    assertThat(bench.router.lastQuestion())
        .contains("Findings: good", "Findings: right")
        .doesNotContain("mistaken", "b.java");
  }

  @Test
  void without_an_expert_the_run_ends_locally() throws Exception {
    ToolResult result =
        bench.call(
            review,
            "step",
            "S",
            "use_assistant_model",
            false,
            "issues_found",
            "a flaw",
            "relevant_files",
            "a.java");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .isEqualTo(
            "Finished without a model, as asked. 0 files checked, 1 relevant, 1 issues, confidence"
                + " not given.\n- Relevant files: a.java\n- Issues: a flaw");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void two_runs_never_see_each_other() throws Exception {
    String one = thread(bench.call(review, "step", "One", "total_steps", 2, "findings", "F1"));
    String two = thread(bench.call(review, "step", "Two", "total_steps", 2, "findings", "F2"));
    bench.call(review, "step", "End one", "continuation_id", one);
    assertThat(bench.router.lastQuestion()).contains("F1").doesNotContain("F2");
    bench.call(review, "step", "End two", "continuation_id", two);
    assertThat(bench.router.lastQuestion()).contains("F2").doesNotContain("F1");
  }

  @Test
  void a_run_after_a_finished_one_begins_anew_but_remembers_the_conversation() throws Exception {
    bench.router.answers("Reviewed.");
    String id = threeSteps();
    bench.call(review, "step", "And now?", "continuation_id", id);

    assertThat(bench.router.conversations.getLast())
        .startsWith(bench.router.conversations.getFirst().toArray(Message[]::new))
        .contains(new Message.Assistant("Reviewed."));
    assertThat(bench.router.lastQuestion()).isEqualTo("And now?\n\nReview type: full.");
  }

  @Test
  void a_thread_of_another_tool_goes_on_and_tells_the_new_role() throws Exception {
    bench.router.answers("Use a list.");
    String id = thread(bench.call(new ChatTool(bench.parts), "prompt", "Map or list?"));
    bench.call(review, "step", "Review A", "relevant_files", "a.java", "continuation_id", id);

    assertThat(bench.router.conversations.getLast())
        .hasSize(4)
        .contains(new Message.Assistant("Use a list."));
    assertThat(bench.router.lastQuestion()).startsWith("Your part: a reviewer");
  }

  @Test
  void a_failed_expert_leaves_the_thread_as_it_was() throws Exception {
    String id = thread(bench.call(review, "step", "S1", "total_steps", 2));
    bench.router.failing(new ProviderError.Unavailable(503));
    ToolResult failed = bench.call(review, "step", "S2", "continuation_id", id);

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.thread()).isEqualTo(id);
    assertThat(bench.threads.find(id).orElseThrow()).hasSize(1);
    bench.router.failing(null);
    assertThat(bench.call(review, "step", "S2", "continuation_id", id).status())
        .isEqualTo(Status.COMPLETE);
  }

  @Test
  void a_missing_file_is_told_at_the_step_that_names_it() {
    assertThatThrownBy(
            () -> bench.call(review, "step", "S1", "total_steps", 2, "relevant_files", "c.java"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("codereview: c.java does not exist")
        .hasMessageEndingWith("did you mean a.java?");
  }

  @Test
  void a_file_that_went_away_between_steps_is_noted() throws Exception {
    String id =
        thread(bench.call(review, "step", "S1", "total_steps", 2, "relevant_files", "b.java"));
    Files.delete(bench.root().resolve("b.java"));
    ToolResult result = bench.call(review, "step", "S2", "continuation_id", id);

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).contains("b.java does not exist");
  }

  @Test
  void images_of_all_steps_reach_the_expert() throws Exception {
    Files.write(
        bench.root().resolve("a.png"),
        "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    String id = thread(bench.call(review, "step", "S1", "total_steps", 2, "images", "a.png"));
    bench.call(review, "step", "S2", "continuation_id", id);

    assertThat(bench.router.asks.getLast().requirements().required())
        .containsExactly(Capability.VISION);
  }

  @Test
  void only_the_step_is_required() {
    assertThatThrownBy(() -> bench.call(review))
        .isInstanceOf(BadArguments.class)
        .hasMessage("codereview: step is missing: give a string, what you ask or do now");
  }

  private static JsonNode nextCall(ToolResult result) {
    String text = result.text();
    String json = text.substring(text.indexOf("```json") + 7, text.lastIndexOf("```"));
    return JsonMapper.shared().readTree(json).get("next_call");
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String thread(ToolResult result) {
    return Objects.requireNonNull(result.thread());
  }
}
