package dev.fairlead.tools.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.NextCalls;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlannerToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private PlannerTool planner = new PlannerTool(bench.parts);

  @BeforeEach
  void sit_down() throws Exception {
    bench = new Bench(temp.toRealPath());
    planner = new PlannerTool(bench.parts);
  }

  private ToolResult step(String id, String text, Object... more) throws Exception {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(more, 0, all, 4, more.length);
    all[0] = "step";
    all[1] = text;
    all[2] = "continuation_id";
    all[3] = id;
    return bench.call(planner, all);
  }

  private String begun() throws Exception {
    return Objects.requireNonNull(
        bench.call(planner, "step", "Read the schema", "total_steps", 4).thread());
  }

  @Test
  void one_call_alone_is_a_plan_of_one_step_that_can_go_on() throws Exception {
    ToolResult result = bench.call(planner, "step", "Move the tables\nin two goes");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).startsWith("# Plan\n\n## Step 1\n\nMove the tables\nin two goes");
    assertThat(Objects.requireNonNull(result.decision()).path().label()).isEqualTo("direct");
    assertThat(bench.router.asks).isEmpty();
    Map<String, Object> next = NextCalls.arguments(result);
    assertThat(next)
        .containsEntry("continuation_id", result.thread())
        .containsEntry("step_number", 2);
    assertThat(bench.call(planner, next).text())
        .contains("## Step 1\n\nMove the tables", "## Step 2\n\nwhat step 2 is");
  }

  @Test
  void every_answer_shows_where_the_plan_stands() throws Exception {
    ToolResult first = bench.call(planner, "step", "Read the schema", "total_steps", 3);
    assertThat(first.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(first.text())
        .startsWith("Step 1 of 3 is noted. The plan so far:\n- 1: Read the schema\n");
    ToolResult second = bench.call(planner, NextCalls.arguments(first));
    assertThat(second.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(second.text()).contains("Step 2 of 3", "- 2: what step 2 is");
    assertThat(bench.call(planner, NextCalls.arguments(second)).status())
        .isEqualTo(Status.COMPLETE);
  }

  @Test
  void a_revised_step_counts_as_it_is_now_and_its_old_text_is_kept() throws Exception {
    String id = begun();
    step(id, "Copy the rows", "step_number", 2, "total_steps", 4);
    step(
        id,
        "Copy the rows in batches",
        "step_number",
        3,
        "is_step_revision",
        true,
        "revises_step_number",
        2);
    ToolResult result =
        step(id, "Copy them at night", "revises_step_number", 3, "next_step_required", false);

    assertThat(result.text())
        .contains("## Step 2 (revised in step 4)\n\nCopy them at night")
        .contains(
            "## Superseded\n\n- Step 2, until step 3: Copy the rows\n"
                + "- Step 2, until step 4: Copy the rows in batches")
        .doesNotContain("## Step 3", "## Step 4");
  }

  @Test
  void a_step_sent_again_replaces_the_one_before() throws Exception {
    String id = begun();
    step(id, "Old", "step_number", 2, "total_steps", 4);
    ToolResult result =
        step(id, "New", "step_number", 2, "total_steps", 2, "next_step_required", false);
    assertThat(result.text()).contains("## Step 2 (revised in step 2)\n\nNew", "until step 2: Old");
  }

  @Test
  void branches_stand_beside_the_main_line() throws Exception {
    String id = begun();
    step(id, "Dump and load", "step_number", 2, "total_steps", 5);
    ToolResult opened =
        step(
            id,
            "Replicate",
            "step_number",
            3,
            "is_branch_point",
            true,
            "branch_from_step",
            1,
            "branch_id",
            "live",
            "total_steps",
            5);
    assertThat(opened.text()).contains("- branch live, from step 1\n  - 3: Replicate");
    assertThat(NextCalls.arguments(opened)).containsEntry("branch_id", "live");
    bench.call(planner, NextCalls.arguments(opened));
    ToolResult result = step(id, "Check", "next_step_required", false);

    assertThat(result.text())
        .containsSubsequence(
            "# Plan",
            "## Step 1\n\nRead the schema",
            "## Step 2\n\nDump and load",
            "## Step 5\n\nCheck",
            "## Branch live, from step 1",
            "### Step 3\n\nReplicate",
            "### Step 4\n\nwhat step 4 is");
  }

  @Test
  void a_branch_without_a_name_gets_one() throws Exception {
    String id = begun();
    assertThat(step(id, "Else", "is_branch_point", true).text())
        .contains("branch branch-1, from step 1");
  }

  @Test
  void what_refers_to_nothing_is_refused_by_name_and_changes_nothing() throws Exception {
    String id = begun();
    assertRefused("revises_step_number is 7", () -> step(id, "S", "revises_step_number", 7));
    assertRefused("branch_from_step is 9", () -> step(id, "S", "branch_from_step", 9));
    assertRefused("branch_id is b", () -> step(id, "S", "branch_id", "b"));
    assertRefused(
        "revises_step_number and branch_from_step",
        () -> step(id, "S", "revises_step_number", 1, "branch_from_step", 1));
    assertRefused(
        "revises_step_number is 1",
        () -> bench.call(planner, "step", "S", "revises_step_number", 1));
    assertRefused(
        "branch_from_step is left out",
        () -> bench.call(planner, "step", "S", "is_branch_point", true));
    assertRefused("continuation_id none", () -> step("none", "S"));
    step(id, "Else", "branch_from_step", 1, "branch_id", "b", "next_step_required", true);
    step(id, "Main", "next_step_required", true);
    assertRefused(
        "branch_id is b, a branch that begins at step 1",
        () -> step(id, "S", "branch_from_step", 3, "branch_id", "b"));
    assertThat(bench.threads.find(id).orElseThrow()).hasSize(3);
  }

  private static void assertRefused(String message, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("planner: " + message);
  }

  @Test
  void more_steps_than_expected_can_be_asked_for() throws Exception {
    ToolResult result =
        bench.call(
            planner, "step", "S", "step_number", 2, "total_steps", 2, "more_steps_needed", true);
    assertThat(result.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(result.text()).startsWith("Step 2 of 3");
  }

  @Test
  void a_first_step_after_the_last_begins_a_new_plan() throws Exception {
    String id = Objects.requireNonNull(bench.call(planner, "step", "Old plan").thread());
    assertThat(step(id, "New plan", "step_number", 1).text())
        .contains("New plan")
        .doesNotContain("Old plan");
  }

  @Test
  void an_expert_judges_the_plan_on_request_and_only_at_the_end() throws Exception {
    ToolResult first =
        bench.call(planner, "step", "Read", "total_steps", 2, "use_assistant_model", true);
    assertThat(bench.router.asks).isEmpty();
    bench.router.answers("Too risky.");
    ToolResult result = bench.call(planner, NextCalls.arguments(first));

    assertThat(result.text()).startsWith("Too risky.").contains("# Plan\n\n## Step 1\n\nRead");
    assertThat(bench.router.lastQuestion())
        .contains(
            "Your part: a planner", "## The plan as it stands\n- 1: Read\n- 2: what step 2 is");
    assertThat(bench.router.asks.getFirst().requirements().preferred())
        .containsExactly(Capability.THINKING);
    assertThat(step(Objects.requireNonNull(result.thread()), "Then").text())
        .contains("## Step 2\n\nwhat step 2 is", "## Step 3\n\nThen");
  }

  @Test
  void two_plans_at_once_do_not_mix() throws Exception {
    String one = begun();
    String two =
        Objects.requireNonNull(bench.call(planner, "step", "Else", "total_steps", 2).thread());
    assertThat(step(one, "A").text()).contains("Read the schema").doesNotContain("Else");
    assertThat(step(two, "B").text()).contains("Else").doesNotContain("Read the schema");
  }
}
