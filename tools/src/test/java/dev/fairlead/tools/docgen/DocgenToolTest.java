package dev.fairlead.tools.docgen;

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
class DocgenToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private DocgenTool docgen = new DocgenTool(bench.parts);

  @BeforeEach
  void sit_down() throws Exception {
    bench = new Bench(temp.toRealPath());
    docgen = new DocgenTool(bench.parts);
  }

  private ToolResult at(int done, int total, Object... more) throws Exception {
    Object[] all = new Object[more.length + 6];
    System.arraycopy(more, 0, all, 6, more.length);
    all[0] = "step";
    all[1] = "Documented";
    all[2] = "num_files_documented";
    all[3] = done;
    all[4] = "total_files_to_document";
    all[5] = total;
    return bench.call(docgen, all);
  }

  @Test
  void a_step_alone_begins_with_the_list_of_files() throws Exception {
    ToolResult result = bench.call(docgen, "step", "Document the gate");

    assertThat(result.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(result.text()).contains("give their number as total_files_to_document");
    assertThat(Objects.requireNonNull(result.decision()).path().label()).isEqualTo("direct");
    assertThat(NextCalls.arguments(result))
        .containsEntry("num_files_documented", 0)
        .containsEntry("total_files_to_document", 0);
  }

  @Test
  void it_ends_only_when_every_file_is_done() throws Exception {
    ToolResult early = at(1, 2, "next_step_required", false, "document_flow", false);

    assertThat(early.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(early.text())
        .contains("1 of 2 files are done, so there is a little more to do")
        .contains("Note costs in time and space")
        .doesNotContain("Note who calls it");
    Map<String, Object> next = NextCalls.arguments(early);
    assertThat(next).containsEntry("num_files_documented", 1).containsEntry("document_flow", false);
    next.put("num_files_documented", 2);
    next.put("findings", "both done");
    next.put("next_step_required", false);
    ToolResult result = bench.call(docgen, next);

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .startsWith("Documented: 2 of 2 files, in 2 steps.\n- step 2: both done");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void a_counter_that_goes_backwards_is_refused_by_name() throws Exception {
    String id = Objects.requireNonNull(at(3, 5).thread());
    assertThatThrownBy(() -> at(2, 5, "continuation_id", id))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("docgen: num_files_documented is 2, but was 3");
    assertThat(at(2, 5, "continuation_id", id, "backtrack_from_step", 1).status())
        .isEqualTo(Status.INVESTIGATE);
  }

  @Test
  void a_counter_over_the_total_is_refused_by_name() {
    assertThatThrownBy(() -> at(3, 2))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith(
            "docgen: num_files_documented is 3, more than total_files_to_document");
    assertThat(bench.threads.list()).isEmpty();
  }

  @Test
  void a_total_that_goes_down_is_told() throws Exception {
    String id = Objects.requireNonNull(at(1, 5).thread());
    assertThat(at(2, 4, "continuation_id", id).text())
        .contains("total_files_to_document went down from 5 to 4");
    ToolResult result = at(3, 3, "continuation_id", id);
    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).contains("total_files_to_document went down from 4 to 3");
  }

  @Test
  void a_new_run_in_the_same_thread_counts_anew() throws Exception {
    String id = Objects.requireNonNull(at(3, 3).thread());
    assertThat(at(0, 2, "continuation_id", id).status()).isEqualTo(Status.INVESTIGATE);
  }

  @Test
  void an_expert_writes_on_request() throws Exception {
    bench.file("a.java", "class A {}\n");
    bench.call(
        docgen, "step", "Document A", "relevant_files", "a.java", "use_assistant_model", true);

    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: one who documents code")
        .contains("BEGIN FILE a.java", "Note who calls it and what it calls.");
    assertThat(bench.router.asks.getFirst().requirements().preferred())
        .containsExactly(Capability.THINKING);
  }
}
