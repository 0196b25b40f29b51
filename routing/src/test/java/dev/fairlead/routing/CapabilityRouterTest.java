package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Empty;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Deadline;
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
import dev.fairlead.routing.testing.Models;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CapabilityRouterTest {
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final Map<String, List<String>> VARIABLES =
      Map.of("red", List.of("RED_API_KEY", "RED_KEY"), "blue", List.of("BLUE_API_KEY"));

  private final VirtualTime time = new VirtualTime();
  private final ScriptedProvider red = new ScriptedProvider("red");
  private final ScriptedProvider blue = new ScriptedProvider("blue");
  private final List<Decision> journal = Collections.synchronizedList(new ArrayList<>());
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  private final LocalBreakers breakers = new LocalBreakers(BreakerLimits.DEFAULT, time::now);
  private final LocalLanes lanes = new LocalLanes(_ -> 2, Duration.ofMillis(5));
  private final Model redModel = model("red-5", "red", 5, THINKING, VISION);
  private final Model blueModel = model("blue-3", "blue", 3, THINKING, WEB_SEARCH);
  private List<Model> models = List.of(redModel, blueModel);
  private List<Access> keys = List.of(key("red-a", "red"), key("blue-a", "blue"));

  private CapabilityRouter router() {
    Roster roster = new Roster(new Catalog(models), keys, VARIABLES, Switches.NONE);
    return new CapabilityRouter(
        () -> roster,
        Map.of("red", red, "blue", blue),
        new Guards(breakers, lanes),
        journal::add,
        time.outside(),
        RouterLimits.DEFAULT);
  }

  private Answer run(Ask ask, Deadline deadline) throws Exception {
    return router().run(ask, _ -> List.of(new Message.User("hello")), deadline, progress::add);
  }

  private Answer run(Ask ask) throws Exception {
    return run(ask, time.in(LONG));
  }

  private Answer run() throws Exception {
    return run(Ask.of("chat", Requirements.NONE));
  }

  private RoutingException failure(Ask ask) {
    RoutingException e = catchThrowableOfType(RoutingException.class, () -> run(ask));
    assertThat(journal).containsExactly(e.decision());
    return e;
  }

  private RoutingException failure() {
    return failure(Ask.of("chat", Requirements.NONE));
  }

  @Test
  void the_best_model_answers_and_the_decision_says_how() throws Exception {
    red.then(call -> {
      time.pass(Duration.ofMillis(300));
      call.events().accept(new ChatEvent.Reasoning("hm"));
      time.pass(Duration.ofSeconds(2));
      call.answer("fine");
    });
    Answer answer =
        run(Ask.of("chat", Requirements.NONE.preferring(STREAMING).thinking(Effort.HIGH)));
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
    run(
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
    Answer answer = run();
    assertThat(red.calls().getFirst().request().stream()).isFalse();
    assertThat(answer.decision().path()).isEqualTo(Path.STANDARD);
  }

  @Test
  void the_other_provider_answers_when_the_first_fails() throws Exception {
    red.fails(new Unavailable(503));
    blue.answers("from blue");
    Answer answer = run();
    assertThat(answer.text()).isEqualTo("from blue");
    assertThat(answer.decision().attempts())
        .extracting(Attempt::model)
        .containsExactly("red-5", "blue-3");
    assertThat(answer.decision().attempts().getFirst().error()).isEqualTo(new Unavailable(503));
    assertThat(time.pauses()).isEmpty();
    assertThat(progress).containsExactly("asking red-5", "red-5 unavailable (503), trying blue-3");
  }

  @Test
  void a_stream_that_breaks_after_text_starts_over_with_the_next() throws Exception {
    red.then(call -> {
      call.say("half an ans");
      throw new ProviderException(new Interrupted("half an ans"));
    });
    blue.answers("whole");
    Answer answer = run();
    assertThat(answer.text()).isEqualTo("whole");
    assertThat(answer.decision().attempts().getFirst().error())
        .isEqualTo(new Interrupted("***********"));
    assertThat(answer.decision().toString()).doesNotContain("half an ans");
  }

  @Test
  void a_stream_without_an_end_is_not_an_answer() throws Exception {
    red.then(call -> call.say("half"));
    assertThat(run().decision().attempts().getFirst().error()).isInstanceOf(Interrupted.class);
  }

  @Test
  void a_short_wait_that_the_vendor_asks_for_is_kept() throws Exception {
    red.fails(new RateLimited(Duration.ofSeconds(1))).answers("again");
    Answer answer = run();
    assertThat(answer.text()).isEqualTo("again");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
    assertThat(answer.decision().attempts())
        .extracting(Attempt::waited)
        .containsExactly(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(progress)
        .containsExactly(
            "asking red-5", "red-5 rate limited, again in 1.0 s", "asking again red-5");
  }

  @Test
  void a_long_wait_is_not_kept_while_another_can_be_asked() throws Exception {
    red.fails(new RateLimited(Duration.ofSeconds(47)));
    assertThat(run().decision().attempts().getLast().model()).isEqualTo("blue-3");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void a_long_wait_is_kept_when_there_is_no_other() throws Exception {
    keys = List.of(key("red-a", "red"));
    red.fails(new RateLimited(Duration.ofSeconds(47))).answers("at last");
    assertThat(run().text()).isEqualTo("at last");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(47));
  }

  @Test
  void a_wait_beyond_the_deadline_is_not_begun() {
    keys = List.of(key("red-a", "red"));
    red.fails(new RateLimited(Duration.ofHours(1)));
    RoutingException e = failure();
    assertThat(e)
        .hasMessage(
            "No model answered this call, after 1 attempt in 0.0 s:"
                + " red-5 (red-a, 0.0 s): too many calls, next in 3600 s."
                + " Try again later, or see status.");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void another_key_of_the_same_model_is_tried_before_another_model() throws Exception {
    keys = List.of(key("red-a", "red"), key("red-b", "red"), key("blue-a", "blue"));
    red.fails(new NoBalance()).answers("paid");
    Answer answer = run();
    assertThat(answer.decision().attempts())
        .extracting(Attempt::key)
        .containsExactly("red-a", "red-b");
    assertThat(breakers.resting()).extracting(Resting::key).containsExactly("red-a");
  }

  @Test
  void a_prompt_that_is_too_long_goes_only_to_a_larger_window() throws Exception {
    models =
        List.of(redModel, Models.sized(blueModel, 100_000, 10_000), model("blue-1", "blue", 1));
    models = List.of(models.get(0), models.get(1), Models.sized(models.get(2), 400_000, 10_000));
    red.fails(new TooLong(0));
    assertThat(run().decision().attempts())
        .extracting(Attempt::model)
        .containsExactly("red-5", "blue-1");
  }

  @Test
  void a_request_that_is_wrong_is_wrong_everywhere() {
    red.fails(new Rejected("1214", "illegal parameter"));
    RoutingException e = failure();
    assertThat(e.decision().attempts()).hasSize(1);
    assertThat(e).hasMessageContaining("the request was refused (1214): illegal parameter");
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void when_all_fail_the_message_tells_each_attempt() {
    red.fails(new RateLimited(Duration.ofMinutes(2)));
    blue.fails(new Rejected("1214", "illegal parameter"));
    assertThat(failure())
        .hasMessageContaining("red-5 (red-a, 0.0 s): too many calls, next in 120 s")
        .hasMessageContaining("blue-3 (blue-a, 0.0 s): the request was refused (1214)");
    assertThat(journal.getFirst().outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void an_empty_answer_is_asked_for_once_more() throws Exception {
    red.answers("  ", "");
    Answer answer = run();
    assertThat(answer.decision().attempts())
        .extracting(Attempt::model)
        .containsExactly("red-5", "red-5", "blue-3");
    assertThat(answer.decision().attempts().getFirst().error()).isEqualTo(new Empty("stop"));
  }

  @Test
  void the_deadline_holds_for_all_attempts_together() {
    red.failsAfter(Duration.ofSeconds(40), time, new TimedOut(Phase.FIRST_EVENT, Duration.ZERO));
    blue.failsAfter(Duration.ofSeconds(30), time, new Overloaded(null));
    RoutingException e =
        catchThrowableOfType(
            RoutingException.class,
            () -> run(Ask.of("chat", Requirements.NONE), time.in(Duration.ofSeconds(60))));
    assertThat(e).hasMessageStartingWith("No model answered before the deadline, after 2 attempts");
    assertThat(red.calls().getFirst().patience().firstEvent()).isEqualTo(Duration.ofSeconds(30));
    assertThat(blue.calls().getFirst().patience().whole()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void an_adapter_that_goes_on_beyond_the_deadline_is_stopped_at_its_next_event() {
    red.then(call -> {
      time.pass(Duration.ofMinutes(16));
      call.answer("too late");
    });
    RoutingException e = failure();
    assertThat(e.decision().attempts().getFirst().error())
        .isEqualTo(new TimedOut(Phase.WHOLE, Duration.ofMinutes(16)));
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void waiting_for_a_slot_counts_against_the_deadline() throws Exception {
    try (var _ = lanes.enter("red-a", time.in(LONG), _ -> {}).orElseThrow();
        var _ = lanes.enter("red-a", time.in(LONG), _ -> {}).orElseThrow()) {
      keys = List.of(key("red-a", "red"));
      Deadline short_ = Deadline.in(Duration.ofMillis(30), System::nanoTime);
      RoutingException e =
          catchThrowableOfType(
              RoutingException.class, () -> run(Ask.of("chat", Requirements.NONE), short_));
      assertThat(e.decision().attempts()).isEmpty();
      assertThat(e)
          .hasMessageContaining("before the deadline")
          .hasMessageContaining("no free slot of red-a");
      assertThat(progress).contains("waiting for a free slot of red-a, next in line");
    }
  }

  @Test
  void a_cancel_is_recorded_and_does_not_count_against_the_model() {
    keys = List.of(key("red-a", "red"));
    for (int i = 0; i < 5; i++) {
      red.then(call -> {
        call.say("begun");
        throw new InterruptedException();
      });
      assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);
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
    Roster roster = new Roster(new Catalog(models), keys, VARIABLES, Switches.NONE);
    CapabilityRouter router =
        new CapabilityRouter(
            () -> roster,
            Map.of("red", red),
            new Guards(breakers, lanes),
            _ -> seen.add(Thread.currentThread().isInterrupted()),
            time.outside(),
            RouterLimits.DEFAULT);
    router.run(Ask.of("chat", Requirements.NONE), _ -> List.of(), time.in(LONG), Progress.NONE);
    assertThat(seen).containsExactly(false);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_model_that_keeps_failing_is_not_asked_for_a_while() throws Exception {
    red.otherwise(_ -> {
      throw new ProviderException(new Overloaded(null));
    });
    for (int i = 0; i < 10; i++) {
      run();
    }
    assertThat(red.calls()).hasSize(3);
    assertThat(blue.calls()).hasSize(10);
    assertThat(journal.getLast().plan().rejections().getFirst().describe())
        .startsWith("red-5: resting until 2026-10-01T12:00:30Z: the model is overloaded");
    time.pass(Duration.ofSeconds(31));
    run();
    assertThat(red.calls()).hasSize(4);
  }

  @Test
  void without_any_key_the_message_names_the_variables() {
    keys = List.of();
    assertThat(failure())
        .hasMessage(
            "No model can be asked, because there is no key: for blue set BLUE_API_KEY;"
                + " for red set RED_API_KEY or RED_KEY.");
    assertThat(journal.getFirst().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a_call_that_no_model_can_take_is_told_what_came_closest() {
    assertThat(failure(Ask.of("chat", Requirements.NONE.requiring(VISION).requiring(WEB_SEARCH))))
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
    assertThat(failure(ask))
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
    assertThat(failure(ask)).hasMessageContaining("blue-3 (blue-a, 0.0 s): the key was refused");
    assertThat(red.calls()).isEmpty();
  }

  @Test
  void what_one_filter_refuses_another_may_let_through() throws Exception {
    red.fails(new ContentFiltered());
    assertThat(run().decision().attempts()).hasSize(2);
  }

  @Test
  void a_fault_in_an_adapter_is_a_failed_attempt() throws Exception {
    red.then(_ -> {
      throw new IllegalStateException("secret");
    });
    red.then(_ -> {
      throw new IllegalStateException("secret");
    });
    Answer answer = run();
    assertThat(answer.decision().attempts()).hasSize(3);
    assertThat(answer.decision().toString()).doesNotContain("secret");
  }

  @Test
  void a_fault_in_the_prompt_is_recorded_and_thrown() {
    assertThatThrownBy(() ->
            router()
                .run(
                    Ask.of("chat", Requirements.NONE),
                    _ -> {
                      throw new IllegalStateException("no such file");
                    },
                    time.in(LONG),
                    Progress.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal).extracting(Decision::outcome).containsExactly(Outcome.FAILED);
  }

  @Test
  void a_call_without_an_alternative_waits_for_a_model_that_rests() throws Exception {
    keys = List.of(key("red-a", "red"));
    red.fails(new Overloaded(null), new Overloaded(null), new Overloaded(null)).answers("at last");
    Answer answer = run();
    assertThat(answer.text()).isEqualTo("at last");
    assertThat(time.pauses().getLast())
        .isEqualTo(Duration.ofSeconds(30).minus(time.pauses().get(2)));
    assertThat(progress).anyMatch(line -> line.startsWith("red-5 rests until"));
  }

  @Test
  void a_key_that_the_vendor_slows_down_is_waited_for() throws Exception {
    keys = List.of(key("red-a", "red"));
    red.fails(new RateLimited(Duration.ofHours(1)));
    failure();
    time.pass(Duration.ofMinutes(50));
    Answer answer = run();
    assertThat(answer.text()).isEqualTo("done");
    assertThat(time.pauses()).containsExactly(Duration.ofMinutes(10));
    assertThat(progress).contains("red-a is rate limited, asking red-5 in 600 s");
  }

  @Test
  void a_key_that_the_vendor_slows_down_is_passed_over_while_there_is_another() throws Exception {
    red.fails(new RateLimited(Duration.ofMinutes(1)));
    run();
    assertThat(run().decision().attempts()).extracting(Attempt::model).containsExactly("blue-3");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void a_silence_that_the_callers_deadline_cut_short_does_not_count() throws Exception {
    for (int i = 0; i < 5; i++) {
      red.fails(new TimedOut(Phase.FIRST_EVENT, Duration.ofSeconds(5)));
      run();
    }
    assertThat(breakers.resting()).isEmpty();
    for (int i = 0; i < 3; i++) {
      red.fails(new TimedOut(Phase.FIRST_EVENT, Duration.ofSeconds(30)));
      run();
    }
    assertThat(breakers.resting()).extracting(Resting::model).containsExactly("red-5");
  }

  @Test
  void a_thread_goes_on_with_who_answered_it_last() throws Exception {
    models = List.of(redModel, model("blue-5", "blue", 5));
    Ask ask = new Ask("chat", Requirements.NONE, Policy.BALANCED, null, "t", List.of());
    CapabilityRouter router = router();
    red.fails(new ContentFiltered());
    for (int i = 0; i < 2; i++) {
      router.run(ask, _ -> List.of(), time.in(LONG), Progress.NONE);
    }
    assertThat(red.calls()).hasSize(1);
    assertThat(blue.calls()).hasSize(2);
    assertThat(router.plan(Ask.of("chat", Requirements.NONE)).candidates().getFirst().model().id())
        .isEqualTo("red-5");
  }

  @Test
  void measured_speed_counts_for_later_calls() throws Exception {
    models = List.of(model("red-3", "red", 3), model("blue-3", "blue", 3));
    Ask ask =
        new Ask(
            "chat", Requirements.NONE.preferring(STREAMING), Policy.FAST, null, null, List.of());
    red.otherwise(call -> {
      call.say("sl");
      time.pass(Duration.ofSeconds(100));
      call.answer("ow");
    });
    CapabilityRouter router = router();
    for (int i = 0; i < 2; i++) {
      router.run(ask, _ -> List.of(), time.in(LONG), Progress.NONE);
    }
    assertThat(red.calls()).hasSize(1);
    assertThat(blue.calls()).hasSize(1);
    assertThat(router.situation(ask).health().speeds())
        .containsEntry("red-3", new Speed(Duration.ZERO, 1, 1));
  }

  @Test
  void a_direct_answer_is_a_decision_too() {
    Decision decision = router().answeredDirectly(Ask.of("version", Requirements.NONE));
    assertThat(decision.path()).isEqualTo(Path.DIRECT);
    assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(journal).containsExactly(decision);
  }
}
