package dev.fairlead.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.chat.ChatTool;
import dev.fairlead.tools.text.TokenEstimate;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoutingNoteTest {
  @TempDir private Path temp;

  @Test
  void the_line_says_model_path_cost_and_thread() throws Exception {
    ToolResult result = answered();

    assertThat(note(result).line())
        .isEqualTo("[plain-1 via standard | $0.0042 | continuation_id " + result.thread() + "]");
  }

  @Test
  void the_line_says_what_was_degraded_and_after_which_failure() throws Exception {
    ToolResult result = answered(new Degradation("effort", "max", "high"));
    RoutingNote note = note(afterFailure(result));

    assertThat(note.line())
        .startsWith("[plain-1 via standard | after kimi-x (Overloaded) | effort: max -> high | $");
  }

  @Test
  void the_line_never_takes_more_than_60_tokens() throws Exception {
    Degradation[] many =
        IntStream.range(0, 9)
            .mapToObj(i -> new Degradation("capability" + i, "wanted a lot", "got nothing"))
            .toArray(Degradation[]::new);
    ToolResult result = answered(many);
    String line = note(afterFailure(result)).line();
    String id = Objects.requireNonNull(result.thread());

    assertThat(line).contains("9 degraded").contains(id);
    assertThat(TokenEstimate.BY_PIECES.of(line.replace(id, ""))).isLessThanOrEqualTo(35);
  }

  @Test
  void the_data_says_it_all_in_a_fixed_order() throws Exception {
    ToolResult result = answered(new Degradation("effort", "max", "high"));
    Map<String, Object> data = note(afterFailure(result)).data();

    assertThat(data.keySet())
        .containsExactly(
            "decision",
            "outcome",
            "path",
            "model",
            "provider",
            "effort",
            "degraded",
            "attempts",
            "rejected",
            "usage",
            "cost_usd",
            "took_ms",
            "thread");
    assertThat(data)
        .containsEntry("outcome", "answered")
        .containsEntry("model", "plain-1")
        .containsEntry(
            "degraded", List.of(Map.of("what", "effort", "wanted", "max", "got", "high")))
        .containsEntry(
            "usage",
            Map.of(
                "prompt_tokens", 200L,
                "cached_tokens", 20L,
                "completion_tokens", 40L,
                "reasoning_tokens", 10L));
    assertThat(data.get("attempts"))
        .asString()
        .contains("error=Overloaded", "effort_wanted=none, effort=off, adjusted=[]")
        .contains("effort_wanted=medium, effort=high, adjusted=[]");
    assertThat(data).containsEntry("effort", "high");
  }

  @Test
  void the_data_says_which_fields_were_not_sent_as_wanted() throws Exception {
    Bench bench = new Bench(temp);
    bench.router.adjusting(new ChatEvent.Adjusted("temperature", "plain-1 fixes it"));
    ToolResult result = bench.call(new ChatTool(bench.parts), "prompt", "Q");

    assertThat(note(result).data().get("attempts"))
        .asString()
        .contains("adjusted=[{field=temperature, why=plain-1 fixes it}]");
  }

  @Test
  void a_failed_call_names_no_model_and_tells_the_rejected_ones() throws Exception {
    Bench bench = new Bench(temp);
    ToolResult result = bench.call(new ChatTool(bench.parts), "prompt", "Q", "model", "nobody");

    assertThat(note(result).line()).isEqualTo("[no model: refused]");
    assertThat(note(result).data()).doesNotContainKey("model");
    assertThat(note(result).data().get("rejected"))
        .asString()
        .contains("models=[plain-1", "the call asks for nobody");
  }

  @Test
  void an_answer_is_told_of_models_that_this_call_left_out_and_not_of_those_that_all_do()
      throws Exception {
    List<Rejection> left =
        List.of(
            new Rejection("keyless", "glm", List.of(new Reason.NoKey("glm", List.of("GLM_KEY")))),
            new Rejection("off", "kimi", List.of(new Reason.SwitchedOff("routing.off.models"))),
            new Rejection(
                "old",
                "kimi",
                List.of(
                    new Reason.TooSmall(8_192, 9_000),
                    new Reason.Retired(LocalDate.EPOCH, "plain-1"))),
            new Rejection("small", "kimi", List.of(new Reason.TooSmall(8_192, 9_000))));

    assertThat(note(leaving(answered(), left, Decision.Outcome.ANSWERED)).data().get("rejected"))
        .asString()
        .contains("small", "its window of 8192 tokens is too small", "off", "routing.off.models")
        .doesNotContain("keyless", "old");
    assertThat(note(leaving(answered(), left, Decision.Outcome.FAILED)).data().get("rejected"))
        .asString()
        .contains("keyless", "off", "old", "small");
  }

  @Test
  void a_direct_tool_has_the_path_direct() {
    Bench bench = new Bench(temp);
    Decision decision = bench.router.answeredDirectly(Ask.of("version", Requirements.NONE));
    ToolResult result = new ToolResult(ToolResult.Status.COMPLETE, "1", null, decision, null);

    assertThat(note(result).line()).isEqualTo("[direct]");
    assertThat(RoutingNote.of(ToolResult.complete("without a decision"))).isEmpty();
  }

  private ToolResult answered(Degradation... degradations) throws Exception {
    Bench bench = new Bench(temp);
    bench.router.degrading(degradations);
    return bench.call(new ChatTool(bench.parts), "prompt", "Q");
  }

  private static ToolResult leaving(
      ToolResult result, List<Rejection> left, Decision.Outcome outcome) {
    Decision d = Objects.requireNonNull(result.decision());
    Decision decision =
        new Decision(
            d.id(),
            d.at(),
            new Plan(d.plan().ask(), d.plan().candidates(), left),
            d.attempts(),
            outcome,
            d.path(),
            d.degradations(),
            d.took(),
            null);
    return new ToolResult(result.status(), result.text(), null, decision, result.thread());
  }

  private static ToolResult afterFailure(ToolResult result) {
    Decision d = Objects.requireNonNull(result.decision());
    Attempt good = d.attempts().getFirst();
    List<Attempt> attempts = new ArrayList<>();
    attempts.add(
        new Attempt(
            "kimi-x",
            null,
            "kimi",
            "kimi-1",
            good.path(),
            new ProviderError.Overloaded(null),
            good.usage(),
            0,
            null,
            good.took()));
    attempts.add(good);
    Decision decision =
        new Decision(
            d.id(),
            d.at(),
            d.plan(),
            attempts,
            d.outcome(),
            d.path(),
            d.degradations(),
            d.took(),
            null);
    return new ToolResult(result.status(), result.text(), null, decision, result.thread());
  }

  private static RoutingNote note(ToolResult result) {
    return RoutingNote.of(result).orElseThrow();
  }
}
