package dev.fairlead.tools.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.RoutingNote;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.chat.ChatTool;
import dev.fairlead.tools.text.TokenEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConsensusToolTest {
  private static final Set<Capability> ABLE = Set.of(Capability.STREAMING, Capability.THINKING);
  private static final Catalog FOUR =
      new Catalog(
          List.of(
              Bench.model("apex-1", "apex", "red", 200_000, ABLE),
              Bench.model("apex-1-fast", "fast", "red", 200_000, ABLE),
              Bench.model("brisk-2", "brisk", "red", 200_000, ABLE),
              Bench.model("calm-3", "calm", "blue", 200_000, ABLE)));
  private static final List<String> ALL = List.of("apex-1", "apex-1-fast", "brisk-2", "calm-3");

  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private ConsensusTool consensus = new ConsensusTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    use(FOUR);
    bench.file("a.java", "class A {\n  int x = 0;\n}\n");
  }

  private void use(Catalog catalog) throws IOException {
    bench = new Bench(temp.toRealPath(), catalog);
    consensus = new ConsensusTool(bench.parts);
  }

  private static String answer(String verdict, int confidence, String point) {
    return "Because "
        + point
        + "\n\nVERDICT: %s\nCONFIDENCE: %d\nKEY POINT: %s".formatted(verdict, confidence, point);
  }

  @Test
  void three_models_of_all_vendors_are_chosen_where_none_are_named() throws Exception {
    ToolResult result = bench.call(consensus, "step", "Should we?");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(bench.router.asks)
        .extracting(Ask::model)
        .containsExactlyInAnyOrder("apex-1", "calm-3", "brisk-2");
    assertThat(bench.router.asks).allMatch(Ask::fanOut);
    assertThat(result.text()).startsWith("3 of 3 answered.").doesNotContain("Only");
  }

  @Test
  void fewer_are_asked_where_there_are_no_more_and_it_is_said() throws Exception {
    use(new Catalog(List.of(FOUR.models().getFirst(), FOUR.models().getLast())));

    ToolResult result = bench.call(consensus, "step", "Should we?");

    assertThat(bench.router.asks).hasSize(2);
    assertThat(result.text()).contains("Only 2 models can take this call now");
  }

  @Test
  void a_single_model_is_asked_for_both_sides() throws Exception {
    use(new Catalog(List.of(FOUR.models().getFirst())));

    ToolResult result = bench.call(consensus, "step", "Should we?");

    assertThat(prompts()).anyMatch(p -> p.contains("Your stance: for."));
    assertThat(prompts()).anyMatch(p -> p.contains("Your stance: against."));
    assertThat(result.text())
        .contains("### apex-1 (for)", "### apex-1 (against)", "Only apex-1 can take this call now");
  }

  @Test
  void without_any_model_the_routers_refusal_is_told() throws Exception {
    use(new Catalog(List.of()));

    ToolResult result = bench.call(consensus, "step", "Should we?");

    assertThat(result.status()).isEqualTo(Status.REFUSED);
    assertThat(result.text()).contains("no model can do this call");
    assertThat(result.several()).hasSize(1);
  }

  @Test
  void the_table_tells_verdicts_and_the_answers_follow_whole() throws Exception {
    bench
        .router
        .answering("apex-1", answer("agree", 8, "it is | simple"))
        .answering("brisk-2", answer("disagree", 9, "it loses data"))
        .answering("calm-3", "No block at all.");

    ToolResult result =
        bench.call(
            consensus,
            "step",
            "Should we?",
            "models",
            List.of(
                Map.of("model", "apex-1", "stance", "against"),
                Map.of("model", "brisk-2", "stance", "for"),
                "calm-3"));

    assertThat(result.text())
        .startsWith(
            """
            3 of 3 answered.

            They differ: 1 agree (apex-1 (against)), 1 disagree (brisk-2 (for)), 1 not stated \
            (calm-3). Against the stance they were given: apex-1 (against) says agree, brisk-2 (for) \
            says disagree.

            | model | stance | verdict | confidence | main point |
            |---|---|---|---|---|
            | apex-1 | against | agree | 8/10 | it is \\| simple |
            | brisk-2 | for | disagree | 9/10 | it loses data |
            | calm-3 | neutral | not stated | not stated | not stated |

            Asked at once, none seeing another's answer:
            - apex-1 (against), red, 1.0 s, $0.0042: answered
            """)
        .contains("### calm-3\n\nNo block at all.", "### brisk-2 (for)\n\nBecause it loses data");
  }

  @Test
  void what_all_say_is_told_as_agreement() throws Exception {
    bench.router.answers(answer("agree", 7, "a"), answer("agree", 9, "b"), answer("agree", 8, "c"));

    assertThat(bench.call(consensus, "step", "Should we?").text())
        .contains("They agree: all 3 say agree.");
  }

  @Test
  void one_of_four_may_fail() throws Exception {
    bench.router.failing("brisk-2", new ProviderError.Overloaded(null));

    ToolResult result = bench.call(consensus, "step", "Should we?", "models", ALL);

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .startsWith("3 of 4 answered.")
        .contains("- brisk-2, red, 1.0 s, $0.0042: failed. the model is overloaded");
    RoutingNote note = RoutingNote.of(result).orElseThrow();
    assertThat(note.line())
        .isEqualTo(
            "[consensus: 3 of 4 answered | failed brisk-2 (Overloaded) | $0.02 | continuation_id "
                + result.thread()
                + "]");
    assertThat(note.data()).containsEntry("asked", 4).containsEntry("answered", 3L);
    assertThat((List<?>) note.data().get("decisions")).hasSize(4);
    assertThat((double) Objects.requireNonNull(note.data().get("cost_usd")))
        .isBetween(0.0167, 0.0169);
  }

  @Test
  void the_line_names_the_models_where_there_is_room_and_keeps_to_its_budget() throws Exception {
    ToolResult result = bench.call(consensus, "step", "Q", "models", List.of("apex-1", "calm-3"));
    String line = RoutingNote.of(result).orElseThrow().line();

    assertThat(line).startsWith("[consensus: 2 of 2 answered | apex-1, calm-3 | $0.0084 | cont");
    String id = Objects.requireNonNull(result.thread());
    assertThat(TokenEstimate.BY_PIECES.of(line.replace(id, ""))).isLessThanOrEqualTo(35);
  }

  @Test
  void below_the_quorum_it_has_failed_and_shows_what_came() throws Exception {
    ALL.subList(0, 3)
        .forEach(model -> bench.router.failing(model, new ProviderError.Unavailable(503)));

    ToolResult result = bench.call(consensus, "step", "Should we?", "models", ALL);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text())
        .startsWith("No consensus: 1 of 4 answered, the quorum is 3. What came is below")
        .contains("### calm-3\n\nfine");
    assertThat(bench.threads.find(Objects.requireNonNull(result.thread())).orElseThrow())
        .hasSize(1);
    assertThat(bench.call(consensus, "step", "Should we?", "models", ALL, "quorum", 1).status())
        .isEqualTo(Status.COMPLETE);
  }

  @Test
  void where_all_fail_each_reason_is_told_and_nothing_is_kept() throws Exception {
    bench.router.failing(new ProviderError.NoBalance());
    bench.router.failing("calm-3", new ProviderError.Unavailable(503));

    ToolResult result = bench.call(consensus, "step", "Q", "models", List.of("apex-1", "calm-3"));

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text())
        .startsWith("No consensus: none of 2 answered.")
        .contains(new ProviderError.NoBalance().describe(), "503")
        .doesNotContain("| model |");
    assertThat(result.thread()).isNull();
    assertThat(result.several()).hasSize(2);
  }

  @Test
  void all_are_asked_at_the_same_time_by_one_deadline() throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    bench.router.meanwhile(_ -> {
      try {
        together.await(20, TimeUnit.SECONDS);
      } catch (BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    });

    assertThat(bench.call(consensus, "step", "Q", "models", ALL).text())
        .startsWith("4 of 4 answered.");
    assertThat(bench.router.deadlines)
        .hasSize(4)
        .allMatch(bench.router.deadlines.getFirst()::equals);
  }

  @Test
  void a_cancel_ends_all_of_them() throws Exception {
    CountDownLatch begun = new CountDownLatch(4);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    bench.router.meanwhile(_ -> {
      begun.countDown();
      try {
        never.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
    });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() ->
                thrown.set(
                    catchThrowable(() -> bench.call(consensus, "step", "Q", "models", ALL))));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(interrupted).hasValue(4);
  }

  @Test
  void each_sees_the_question_the_files_and_its_own_stance_alone() throws Exception {
    ALL.forEach(model -> bench.router.answering(model, "The answer of " + model));

    bench.call(
        consensus,
        Map.of(
            "prompt",
            "Should we?",
            "files",
            "a.java",
            "findings",
            "I would not.",
            "models",
            List.of(
                Map.of("model", "apex-1", "stance", "for"),
                Map.of("model", "brisk-2", "stance", "against"),
                Map.of("model", "calm-3", "stance_prompt", "Think of operations."))));

    assertThat(prompts()).hasSize(3);
    for (String prompt : prompts()) {
      assertThat(prompt)
          .contains("Your part: one of several experts", "Should we?", "   2|   int x = 0;")
          .doesNotContain("The answer of", "I would not.")
          .containsOnlyOnce("Your stance: ");
    }
    assertThat(prompts())
        .anyMatch(p -> p.contains("Your stance: for."))
        .anyMatch(p -> p.contains("Your stance: against."))
        .anyMatch(p ->
            p.contains(
                "Your stance: neutral. Think of operations.\nIt never changes your verdict"));
  }

  @Test
  void the_whole_is_one_turn_that_other_tools_go_on_from() throws Exception {
    ALL.forEach(model -> bench.router.answering(model, "The answer of " + model));
    ToolResult result =
        bench.call(
            consensus,
            Map.of(
                "step",
                "Should we?",
                "relevant_files",
                "a.java",
                "findings",
                "I would not.",
                "models",
                List.of(Map.of("model", "apex-1", "stance", "for"), "calm-3")));
    String thread = Objects.requireNonNull(result.thread());

    Threads.Turn turn = bench.threads.find(thread).orElseThrow().getFirst();
    assertThat(turn.said()).isEqualTo("Should we?");
    assertThat(turn.asked())
        .contains("--- BEGIN FILE a.java ---")
        .endsWith("Should we?\n\nThe caller's own view, not shown: I would not.")
        .doesNotContain("Your stance");
    bench.call(new ChatTool(bench.parts), "prompt", "Why?", "continuation_id", thread);
    assertThat(bench.router.conversations.getLast().toString())
        .contains("The answer of apex-1", "The answer of calm-3");
    bench.call(consensus, "step", "And now?", "continuation_id", thread);
    assertThat(bench.threads.find(thread).orElseThrow()).hasSize(3);
  }

  @Test
  void citations_and_what_was_masked_are_told_once_for_each_answer() throws Exception {
    bench.router.answering("apex-1", "See `a.java:2` `int x = 0;`");
    bench.router.answering("calm-3", "See `a.java:7` `int x = 0;`");

    String text =
        bench
            .call(
                consensus,
                "step",
                "Is glpat-abcDEF123456ghiJKL78 safe?",
                "relevant_files",
                "a.java",
                "models",
                List.of("apex-1", "calm-3"))
            .text();

    assertThat(text)
        .contains(
            "\n\n---\napex-1: Citations: 1 of 1 verified\n",
            "calm-3: Citations: 0 of 1 verified; a.java:7 not found")
        .containsOnlyOnce("Masked in what you wrote: gitlab-token");
    assertThat(prompts()).allMatch(prompt -> !prompt.contains("glpat-"));
  }

  @Test
  void a_model_that_wants_files_has_not_answered() throws Exception {
    bench.router.answering("apex-1", "NEEDS FILES: b.java\nTo see the caller.");
    bench.router.answering("calm-3", "NEEDS FILES: c.java");

    ToolResult result =
        bench.call(consensus, "step", "Q", "models", List.of("apex-1", "calm-3", "brisk-2"));

    assertThat(result.status()).isEqualTo(Status.NEEDS_FILES);
    assertThat(result.text())
        .startsWith("1 of 3 answered, 2 want files first; the quorum is 2.")
        .contains("### apex-1\n\nNEEDS FILES: b.java")
        .endsWith("Call again with these files and continuation_id " + result.thread());
  }

  @Test
  void progress_tells_of_the_whole_and_the_answers_so_far_stand_together() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    AtomicReference<Supplier<Progress.SoFar>> soFar =
        new AtomicReference<>(() -> Progress.SoFar.NOTHING);
    Progress progress =
        new Progress() {
          @Override
          public void report(String message) {
            told.add(message);
          }

          @Override
          public void answering(Supplier<Progress.SoFar> text) {
            soFar.set(text);
          }
        };

    bench.call(consensus, Map.of("step", "Q", "models", List.of("apex-1", "calm-3")), progress);

    assertThat(told)
        .hasSize(2)
        .anyMatch(t -> t.matches("[01] of 2 done, asking apex-1"))
        .anyMatch(t -> t.matches("[01] of 2 done, asking calm-3"));
    assertThat(soFar.get().get().text()).isEqualTo("### apex-1\n\nfine\n\n### calm-3\n\nfine");
  }

  @Test
  void pairs_that_cannot_be_asked_are_refused_by_name_before_anybody_is() {
    refused(List.of("apex-1"), "models names 1: give 2 to 6, or leave it out");
    refused(
        List.of("a", "b", "c", "d", "e", "f", "g"), "models names 7: give 2 to 6, or leave it out");
    refused(
        List.of("apex-1", "calm-3", "Apex"),
        "models[2] is Apex with stance neutral, as models[0] is: give it another model or stance");
    refused(List.of("apex-1", "nobody-9"), "models[1] is nobody-9, not in the catalog");
    refused(List.of("apex-1", Map.of("model", "calm-3", "stance", "fro")), "models[1].stance is");
    assertThatThrownBy(() -> bench.call(consensus, "step", "Q", "models", ALL, "quorum", 5))
        .isInstanceOf(BadArguments.class)
        .hasMessageContaining("quorum is 5, but 4 are asked");
    assertThat(bench.router.asks).isEmpty();
  }

  private void refused(List<Object> models, String message) {
    assertThatThrownBy(() -> bench.call(consensus, "step", "Q", "models", models))
        .isInstanceOf(BadArguments.class)
        .hasMessageContaining(message);
  }

  @Test
  void any_model_of_a_vendor_and_the_same_model_with_two_stances_can_be_asked() throws Exception {
    ToolResult result =
        bench.call(
            consensus,
            "step",
            "Q",
            "models",
            List.of(
                "blue/*",
                Map.of("model", "apex-1", "stance", "for"),
                Map.of("model", "apex-1", "stance", "against")));

    assertThat(result.text()).contains("### calm-3", "### apex-1 (for)", "### apex-1 (against)");
  }

  @Test
  void the_steps_of_the_old_protocol_are_taken_and_need_no_second_call() throws Exception {
    ToolResult result =
        bench.call(
            consensus,
            Map.of(
                "step",
                "Q",
                "step_number",
                1,
                "total_steps",
                3,
                "next_step_required",
                true,
                "findings",
                "mine"));

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .endsWith("All were asked in this one call: no further step is needed");
    assertThat(consensus.definition().input().json().toString()).doesNotContain("step_number");
  }

  /** What the models were told, whole. */
  private List<String> prompts() {
    return bench.router.conversations.stream()
        .map(conversation ->
            conversation.stream().map(ConsensusToolTest::text).collect(Collectors.joining("\n")))
        .toList();
  }

  private static String text(Message message) {
    return message instanceof Message.User(List<Part> parts)
        ? parts.stream()
            .map(part -> part instanceof Part.Text(String text) ? text : part.toString())
            .collect(Collectors.joining("\n"))
        : message.toString();
  }
}
