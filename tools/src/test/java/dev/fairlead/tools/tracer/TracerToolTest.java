package dev.fairlead.tools.tracer;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TracerToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private TracerTool tracer = new TracerTool(bench.parts);

  @BeforeEach
  void sit_down() throws Exception {
    bench = new Bench(temp.toRealPath());
    tracer = new TracerTool(bench.parts);
  }

  @Test
  void without_a_mode_it_says_which_to_take() throws Exception {
    ToolResult result = bench.call(tracer, "step", "Who uses Gate?", "files_checked", "a.java");

    assertThat(result.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(result.text()).contains("- precision:", "- dependencies:");
    assertThat(NextCalls.arguments(result))
        .containsEntry("trace_mode", "dependencies")
        .containsEntry("step", "Who uses Gate?")
        .containsEntry("files_checked", "a.java");
    assertThat(Objects.requireNonNull(result.decision()).path().label()).isEqualTo("direct");
    assertThat(NextCalls.arguments(bench.call(tracer, "step", "What does open() do?")))
        .containsEntry("trace_mode", "precision");
  }

  @Test
  void the_calls_it_makes_ready_lead_to_the_trace() throws Exception {
    ToolResult which = bench.call(tracer, "step", "Trace", "target_description", "Gate.open");
    ToolResult first = bench.call(tracer, NextCalls.arguments(which));
    assertThat(first.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(first.text())
        .contains("- the entry: who calls it", "next_step_required false ends it");
    Map<String, Object> next = NextCalls.arguments(first);
    next.put("findings", "open calls locate");
    next.put("relevant_context", "Gate.locate");
    ToolResult result = bench.call(tracer, next);

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .startsWith("Trace (precision) of Gate.open: 2 steps")
        .contains(
            "- step 2: open calls locate", "- Involved: Gate.locate", "one line for each call");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void the_mode_is_remembered_in_its_thread() throws Exception {
    ToolResult first =
        bench.call(tracer, "step", "Trace Gate", "trace_mode", "dependencies", "total_steps", 3);
    assertThat(first.text()).contains("what it imports, extends");
    String id = Objects.requireNonNull(first.thread());
    ToolResult second =
        bench.call(tracer, "step", "On", "continuation_id", id, "total_steps", 3, "findings", "F");
    assertThat(second.text()).contains("- the second degree");
    ToolResult last = bench.call(tracer, "step", "End", "continuation_id", id);

    assertThat(last.text())
        .startsWith("Trace (dependencies) of Trace Gate: 3 steps")
        .contains("- step 2: F", "used by   caller");
  }

  @Test
  void an_expert_completes_the_trace_on_request() throws Exception {
    bench.file("a.java", "class A {}\n");
    bench.call(
        tracer,
        "step",
        "Trace A",
        "trace_mode",
        "precision",
        "relevant_files",
        "a.java",
        "use_assistant_model",
        true);

    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: one who follows code")
        .contains("BEGIN FILE a.java", "Trace mode: precision. Target: Trace A");
    assertThat(bench.router.asks.getFirst().requirements().preferred())
        .containsExactly(Capability.THINKING);
  }

  @Test
  void an_unknown_mode_is_refused_by_name() {
    assertThatThrownBy(() -> bench.call(tracer, "step", "S", "trace_mode", "precise"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("tracer: trace_mode is \"precise\"");
  }
}
