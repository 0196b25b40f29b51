package dev.fairlead.tools.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.chat.ChatTool;
import dev.fairlead.tools.codereview.CodeReviewTool;
import dev.fairlead.tools.debug.DebugTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every workflow tool, looked at through some of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkflowTest {
  private static final int ROUNDS = 25;

  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    bench.file("a.java", "class A {}\n").file("b.java", "class B {}\n");
  }

  @Test
  void runs_in_parallel_on_two_workspaces_never_see_each_other() throws Exception {
    DebugTool debug = new DebugTool(bench.parts);
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<String>>> runs =
          List.of(
              () -> rounds(debug, "larboard", together),
              () -> rounds(debug, "starboard", together));
      List<Future<List<String>>> ended = threads.invokeAll(runs, 60, TimeUnit.SECONDS);
      assertThat(String.join("\n", ended.getFirst().get())).doesNotContain("starboard");
      assertThat(String.join("\n", ended.getLast().get())).doesNotContain("larboard");
    }

    List<String> asked = bench.router.conversations.stream().map(WorkflowTest::text).toList();
    assertThat(asked).hasSize(2 * ROUNDS);
    assertThat(asked).filteredOn(text -> text.contains("larboard")).hasSize(ROUNDS);
    assertThat(asked)
        .allSatisfy(text -> {
          String mine = text.contains("larboard") ? "larboard" : "starboard";
          assertThat(text)
              .doesNotContain(mine.equals("larboard") ? "starboard" : "larboard")
              .containsOnlyOnce("BEGIN FILE app.java")
              .contains("   1| class App { String side = \"" + mine + "\"; }")
              .contains("Findings: " + mine + " fails", "Hypotheses: step 1: " + mine + " races");
        });
  }

  /** Runs of two steps each, in step with the other side; returns all that was told. */
  private List<String> rounds(DebugTool debug, String side, CyclicBarrier together)
      throws Exception {
    Path workspace = Files.createDirectory(bench.root().resolve(side));
    Files.writeString(
        workspace.resolve("app.java"), "class App { String side = \"" + side + "\"; }\n");
    List<ToolResult> told = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Map<String, Object> first = new HashMap<>();
      first.put("step", side + " is looked at");
      first.put("total_steps", 2);
      first.put("findings", side + " fails");
      first.put("hypothesis", side + " races");
      first.put("relevant_files", "app.java");
      together.await(30, TimeUnit.SECONDS);
      told.add(bench.call(debug, workspace, first));
      together.await(30, TimeUnit.SECONDS);
      String thread = thread(told.getLast());
      told.add(
          bench.call(debug, workspace, Map.of("step", side + " ends", "continuation_id", thread)));
      assertThat(told.getLast().status()).isEqualTo(Status.COMPLETE);
      bench.threads.find(thread).orElseThrow().stream()
          .map(Threads.Turn::toString)
          .forEach(turn -> told.add(ToolResult.complete(turn)));
    }
    return told.stream().map(ToolResult::text).toList();
  }

  @Test
  void a_thread_goes_through_three_tools_and_sends_each_file_once() throws Exception {
    bench.router.answers("It is a list.", "The cause is in B.", "Sound.");
    String id =
        thread(bench.call(new ChatTool(bench.parts), "prompt", "What is A?", "files", "a.java"));
    bench.call(
        new DebugTool(bench.parts),
        "step",
        "Why does it fail?",
        "relevant_files",
        List.of("a.java", "b.java"),
        "continuation_id",
        id);
    bench.call(
        new CodeReviewTool(bench.parts),
        "step",
        "Is it right now?",
        "relevant_files",
        List.of("b.java", "a.java"),
        "continuation_id",
        id);

    List<Message> last = bench.router.conversations.getLast();
    assertThat(last)
        .hasSize(6)
        .startsWith(bench.router.conversations.get(1).toArray(Message[]::new))
        .contains(new Message.Assistant("It is a list."))
        .contains(new Message.Assistant("The cause is in B."));
    assertThat(text(last))
        .containsOnlyOnce("BEGIN FILE a.java")
        .containsOnlyOnce("BEGIN FILE b.java")
        .containsSubsequence(
            "Your part: a colleague", "Your part: find out why", "Your part: a reviewer");
    assertThat(occurrences(text(last), "File unchanged since it was shown: a.java")).isEqualTo(2);
    assertThat(occurrences(text(last), "File unchanged since it was shown: b.java")).isEqualTo(1);
    assertThat(bench.threads.find(id).orElseThrow())
        .extracting(Threads.Turn::tool)
        .containsExactly("chat", "debug", "codereview");
  }

  @Test
  void an_expert_that_asks_for_files_in_json_is_understood_and_gets_them() throws Exception {
    String json = "{\"status\":\"files_required_to_continue\",\"files_needed\":[\"b.java\"]}";
    bench.router.answers("```json\n" + json + "\n```", "The cause is in B.");
    DebugTool debug = new DebugTool(bench.parts);

    ToolResult asking = bench.call(debug, "step", "Why?", "relevant_files", "a.java");
    assertThat(asking.status()).isEqualTo(Status.NEEDS_FILES);
    assertThat(asking.text())
        .startsWith("NEEDS FILES: b.java\n")
        .contains("Call again with these files and continuation_id " + asking.thread())
        .doesNotContain("{");

    ToolResult answered =
        bench.call(
            debug,
            "step",
            "Here it is",
            "relevant_files",
            "b.java",
            "continuation_id",
            thread(asking));
    assertThat(answered.status()).isEqualTo(Status.COMPLETE);
    assertThat(text(bench.router.conversations.getLast()))
        .containsSubsequence("BEGIN FILE a.java", "Why?", "BEGIN FILE b.java", "Here it is");
  }

  @Test
  void other_json_is_passed_on() throws Exception {
    bench.router.answers("{\"status\":\"no_bug_found\"}");

    ToolResult result = bench.call(new DebugTool(bench.parts), "step", "Why?");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).isEqualTo("{\"status\":\"no_bug_found\"}");
  }

  private static String text(List<Message> messages) {
    return messages.stream()
        .map(message ->
            message instanceof Message.User user
                ? user.parts().stream()
                    .map(part -> part instanceof Part.Text(String text) ? text : part.toString())
                    .collect(Collectors.joining("\n"))
                : message.toString())
        .collect(Collectors.joining("\n"));
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String thread(ToolResult result) {
    return Objects.requireNonNull(result.thread());
  }
}
