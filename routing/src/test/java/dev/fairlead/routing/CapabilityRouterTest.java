package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatEvent.Found;
import dev.fairlead.providers.ChatEvent.Page;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.routing.resilience.LocalLanes;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CapabilityRouterTest {
  private final Rig rig = new Rig();
  private final VirtualTime time = rig.time;
  private final ScriptedProvider red = rig.red;
  private final ScriptedProvider blue = rig.blue;
  private final List<Decision> journal = rig.journal;
  private final List<String> progress = rig.progress;
  private final LocalBreakers breakers = rig.breakers;
  private final LocalLanes lanes = rig.lanes;
  private final Model redModel = rig.redModel;
  private final Model blueModel = rig.blueModel;

  @Test
  void the_best_model_answers_and_the_decision_says_how() throws Exception {
    red.then(call -> {
      time.pass(Duration.ofMillis(300));
      call.events().accept(new ChatEvent.Reasoning("hm"));
      time.pass(Duration.ofSeconds(2));
      call.answer("fine");
    });
    Answer answer =
        rig.run(Ask.of("chat", Requirements.NONE.preferring(STREAMING).thinking(Effort.HIGH)));
    assertThat(answer.text()).isEqualTo("fine");
    assertThat(answer.reasoning()).isEqualTo("hm");
    assertThat(answer.finish()).isEqualTo(ChatEvent.Reason.STOP);
    Decision decision = answer.decision();
    assertThat(journal).containsExactly(decision);
    assertThat(decision.id().version()).isEqualTo(7);
    assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(decision.path()).isEqualTo(Path.THINKING);
    assertThat(decision.took()).isEqualTo(Duration.ofMillis(2300));
    Attempt attempt = decision.attempts().getFirst();
    assertThat(attempt.answered()).isEqualTo("red-5");
    assertThat(attempt.key()).isEqualTo("red-a");
    assertThat(attempt.firstEvent()).isEqualTo(Duration.ofMillis(300));
    assertThat(attempt.took()).isEqualTo(Duration.ofMillis(2300));
    assertThat(attempt.cost()).isEqualTo((1_000 * 1 + 100 * 3) / 1e6);
    assertThat(progress).containsExactly("asking red-5", "red-5 is answering, 1 tokens so far");
  }

  @Test
  void the_request_says_what_the_ask_says() throws Exception {
    rig.run(
        new Ask(
            "chat",
            Requirements.NONE
                .preferring(STREAMING)
                .requiring(WEB_SEARCH)
                .thinking(Effort.HIGH)
                .output(4_000),
            Policy.BALANCED,
            null,
            "thread-1",
            List.of()));
    var request = blue.calls().getFirst().request();
    assertThat(request.model()).isEqualTo(blueModel);
    assertThat(request.stream()).isTrue();
    assertThat(request.webSearch()).isTrue();
    assertThat(request.json()).isFalse();
    assertThat(request.thinking()).isEqualTo(Effort.HIGH);
    assertThat(request.maxOutput()).isEqualTo(4_000 + 16_384);
    assertThat(request.cacheKey()).isEqualTo("thread-1");
  }

  @Test
  void a_call_that_does_not_ask_for_a_stream_runs_without_one() throws Exception {
    Answer answer = rig.run();
    assertThat(red.calls().getFirst().request().stream()).isFalse();
    assertThat(answer.decision().path()).isEqualTo(Path.STANDARD);
  }

  @Test
  void a_cancel_is_recorded_and_does_not_count_against_the_model() {
    rig.keys = List.of(key("red-a", "red"));
    for (int i = 0; i < 5; i++) {
      red.then(call -> {
        call.say("begun");
        throw new InterruptedException();
      });
      assertThatThrownBy(rig::run).isInstanceOf(InterruptedException.class);
    }
    assertThat(journal).hasSize(5);
    assertThat(journal).extracting(Decision::outcome).containsOnly(Outcome.CANCELLED);
    assertThat(journal.getFirst().attempts()).hasSize(1);
    assertThat(journal.getFirst().attempts().getFirst().answered()).isNull();
    assertThat(breakers.resting()).isEmpty();
    assertThat(lanes.inFlight("red-a")).isZero();
  }

  @Test
  void the_journal_never_sees_the_interrupt_flag() throws Exception {
    red.then(call -> {
      call.answer("done");
      Thread.currentThread().interrupt();
    });
    List<Boolean> seen = new ArrayList<>();
    Roster roster = new Roster(new Catalog(rig.models), rig.keys, Rig.VARIABLES, Switches.NONE);
    CapabilityRouter router =
        new CapabilityRouter(
            () -> roster,
            Map.of("red", red),
            new Guards(breakers, lanes),
            _ -> seen.add(Thread.currentThread().isInterrupted()),
            time.outside(),
            RouterLimits.DEFAULT);
    router.run(Ask.of("chat", Requirements.NONE), _ -> List.of(), time.in(Rig.LONG), Progress.NONE);
    assertThat(seen).containsExactly(false);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void without_any_key_the_message_names_the_variables() {
    rig.keys = List.of();
    assertThat(rig.failure())
        .hasMessage(
            "No model can be asked, because there is no key: for blue set BLUE_API_KEY;"
                + " for red set RED_API_KEY or RED_KEY.");
    assertThat(journal.getFirst().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a_call_that_no_model_can_take_is_told_what_came_closest() {
    assertThat(
            rig.failure(Ask.of("chat", Requirements.NONE.requiring(VISION).requiring(WEB_SEARCH))))
        .hasMessage(
            "No model can take this call, which needs vision, web_search, 0 tokens of input and"
                + " 8,192 of answer. Closest: red-5: cannot do web_search; blue-3: cannot do"
                + " vision. Ask without that, or add a model that can to the catalog.");
  }

  @Test
  void a_model_asked_for_by_name_is_not_replaced() {
    Ask ask =
        new Ask(
            "chat", Requirements.NONE.requiring(VISION), Policy.FAST, "blue-3", null, List.of());
    assertThat(rig.failure(ask))
        .hasMessage(
            "The call asks for blue-3, and no other model is put in its place. blue-3: cannot do"
                + " vision. Ask without that, or add a model that can to the catalog. Or leave the"
                + " model open.");
    assertThat(red.calls()).isEmpty();
  }

  @Test
  void a_model_asked_for_by_name_that_fails_is_not_replaced_either() {
    Ask ask = new Ask("chat", Requirements.NONE, Policy.FAST, "blue-3", null, List.of());
    blue.fails(new Unauthorized());
    assertThat(rig.failure(ask))
        .hasMessageContaining("blue-3 (blue-a, 0.0 s): the key was refused");
    assertThat(red.calls()).isEmpty();
  }

  @Test
  void a_fault_in_the_prompt_is_recorded_and_thrown() {
    assertThatThrownBy(() ->
            rig.router()
                .run(
                    Ask.of("chat", Requirements.NONE),
                    _ -> {
                      throw new IllegalStateException("no such file");
                    },
                    time.in(Rig.LONG),
                    Progress.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal).extracting(Decision::outcome).containsExactly(Outcome.FAILED);
  }

  @Test
  void a_thread_goes_on_with_who_answered_it_last() throws Exception {
    rig.models = List.of(redModel, model("blue-5", "blue", 5));
    Ask ask = new Ask("chat", Requirements.NONE, Policy.BALANCED, null, "t", List.of());
    CapabilityRouter router = rig.router();
    red.fails(new ContentFiltered());
    for (int i = 0; i < 2; i++) {
      router.run(ask, _ -> List.of(), time.in(Rig.LONG), Progress.NONE);
    }
    assertThat(red.calls()).hasSize(1);
    assertThat(blue.calls()).hasSize(2);
    assertThat(router.plan(Ask.of("chat", Requirements.NONE)).candidates().getFirst().model().id())
        .isEqualTo("red-5");
  }

  @Test
  void measured_speed_counts_for_later_calls() throws Exception {
    rig.models = List.of(model("red-3", "red", 3), model("blue-3", "blue", 3));
    Ask ask =
        new Ask(
            "chat", Requirements.NONE.preferring(STREAMING), Policy.FAST, null, null, List.of());
    red.otherwise(call -> {
      call.say("sl");
      time.pass(Duration.ofSeconds(100));
      call.answer("ow");
    });
    CapabilityRouter router = rig.router();
    for (int i = 0; i < 2; i++) {
      router.run(ask, _ -> List.of(), time.in(Rig.LONG), Progress.NONE);
    }
    assertThat(red.calls()).hasSize(1);
    assertThat(blue.calls()).hasSize(1);
    assertThat(router.situation(ask).health().speeds())
        .containsEntry("red-3", new Speed(Duration.ZERO, 1, 1));
  }

  @Test
  void a_direct_answer_is_a_decision_too() {
    Decision decision = rig.router().answeredDirectly(Ask.of("version", Requirements.NONE));
    assertThat(decision.path()).isEqualTo(Path.DIRECT);
    assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(journal).containsExactly(decision);
  }

  @Test
  void what_the_vendors_search_found_comes_with_the_answer() throws Exception {
    Page page = new Page("ref_1", "Title", "https://example.com/1", "2026-10-01");
    rig.red.then(call -> {
      call.events().accept(new Found(List.of(page)));
      call.answer("see ref_1");
    });
    assertThat(rig.run().pages()).containsExactly(page);
    assertThat(rig.run().pages()).isEmpty();
  }
}
