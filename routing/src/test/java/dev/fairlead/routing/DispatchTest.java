package dev.fairlead.routing;

import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Lanes.Slot;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.routing.resilience.LocalLanes;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.testing.Models;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DispatchTest {
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
  void the_other_provider_answers_when_the_first_fails() throws Exception {
    red.fails(new Unavailable(503));
    blue.answers("from blue");
    Answer answer = rig.run();
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
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("whole");
    assertThat(answer.decision().attempts().getFirst().error())
        .isEqualTo(new Interrupted("***********"));
    assertThat(answer.decision().toString()).doesNotContain("half an ans");
  }

  @Test
  void a_stream_without_an_end_is_not_an_answer() throws Exception {
    red.then(call -> call.say("half"));
    assertThat(rig.run().decision().attempts().getFirst().error()).isInstanceOf(Interrupted.class);
  }

  @Test
  void a_short_wait_that_the_vendor_asks_for_is_kept() throws Exception {
    red.fails(new RateLimited(Duration.ofSeconds(1))).answers("again");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("again");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
    assertThat(answer.decision().attempts())
        .extracting(attempt -> attempt.timing().pause())
        .containsExactly(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(progress)
        .containsExactly(
            "asking red-5", "red-5 rate limited, again in 1.0 s", "asking again red-5");
  }

  @Test
  void a_long_wait_is_not_kept_while_another_can_be_asked() throws Exception {
    red.fails(new RateLimited(Duration.ofSeconds(47)));
    assertThat(rig.run().decision().attempts().getLast().model()).isEqualTo("blue-3");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void a_long_wait_is_kept_when_there_is_no_other() throws Exception {
    rig.keys = List.of(key("red-a", "red"));
    red.fails(new RateLimited(Duration.ofSeconds(47))).answers("at last");
    assertThat(rig.run().text()).isEqualTo("at last");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(47));
  }

  @Test
  void a_wait_beyond_the_deadline_is_not_begun() {
    rig.keys = List.of(key("red-a", "red"));
    red.fails(new RateLimited(Duration.ofHours(1)));
    RoutingException e = rig.failure();
    assertThat(e)
        .hasMessage(
            "No model answered this call, after 1 attempt in 0.0 s:"
                + " red-5 (red-a, 0.0 s): too many calls, next in 3600 s."
                + " Try again later, or see status.");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void another_key_of_the_same_model_is_tried_before_another_model() throws Exception {
    rig.keys = List.of(key("red-a", "red"), key("red-b", "red"), key("blue-a", "blue"));
    red.fails(new NoBalance()).answers("paid");
    Answer answer = rig.run();
    assertThat(answer.decision().attempts())
        .extracting(Attempt::key)
        .containsExactly("red-a", "red-b");
    assertThat(breakers.resting()).extracting(Resting::key).containsExactly("red-a");
  }

  @Test
  void a_prompt_that_is_too_long_goes_only_to_a_larger_window() throws Exception {
    rig.models =
        List.of(redModel, Models.sized(blueModel, 100_000, 10_000), model("blue-1", "blue", 1));
    rig.models =
        List.of(
            rig.models.get(0), rig.models.get(1), Models.sized(rig.models.get(2), 400_000, 10_000));
    red.fails(new TooLong(0));
    assertThat(rig.run().decision().attempts())
        .extracting(Attempt::model)
        .containsExactly("red-5", "blue-1");
  }

  @Test
  void a_request_that_is_wrong_is_wrong_everywhere() {
    red.fails(new Rejected("1214", "illegal parameter"));
    RoutingException e = rig.failure();
    assertThat(e.decision().attempts()).hasSize(1);
    assertThat(e).hasMessageContaining("the request was refused (1214): illegal parameter");
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void when_all_fail_the_message_tells_each_attempt() {
    red.fails(new RateLimited(Duration.ofMinutes(2)));
    blue.fails(new Rejected("1214", "illegal parameter"));
    assertThat(rig.failure())
        .hasMessageContaining("red-5 (red-a, 0.0 s): too many calls, next in 120 s")
        .hasMessageContaining("blue-3 (blue-a, 0.0 s): the request was refused (1214)");
    assertThat(journal.getFirst().outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void an_empty_answer_is_asked_for_once_more() throws Exception {
    red.answers("  ", "");
    Answer answer = rig.run();
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
            () -> rig.run(Ask.of("chat", Requirements.NONE), time.in(Duration.ofSeconds(60))));
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
    RoutingException e = rig.failure();
    assertThat(e.decision().attempts().getFirst().error())
        .isEqualTo(new TimedOut(Phase.WHOLE, Duration.ofMinutes(16)));
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void waiting_for_a_slot_counts_against_the_deadline() throws Exception {
    try (var _ = lanes.enter("red-a", time.in(Rig.LONG), _ -> {}).orElseThrow();
        var _ = lanes.enter("red-a", time.in(Rig.LONG), _ -> {}).orElseThrow()) {
      rig.keys = List.of(key("red-a", "red"));
      Deadline short_ = Deadline.in(Duration.ofMillis(500), System::nanoTime);
      RoutingException e =
          catchThrowableOfType(
              RoutingException.class, () -> rig.run(Ask.of("chat", Requirements.NONE), short_));
      assertThat(e.decision().attempts()).isEmpty();
      assertThat(e)
          .hasMessageContaining("before the deadline")
          .hasMessageContaining("no free slot of red-a");
      assertThat(progress).contains("waiting for a free slot of red-a, next in line");
    }
  }

  @Test
  void a_model_that_keeps_failing_is_not_asked_for_a_while() throws Exception {
    red.otherwise(_ -> {
      throw new ProviderException(new Overloaded(null));
    });
    for (int i = 0; i < 10; i++) {
      rig.run();
    }
    assertThat(red.calls()).hasSize(3);
    assertThat(blue.calls()).hasSize(10);
    assertThat(journal.getLast().plan().rejections().getFirst().describe())
        .startsWith("red-5: resting until 2026-10-01T12:00:30Z: the model is overloaded");
    time.pass(Duration.ofSeconds(31));
    rig.run();
    assertThat(red.calls()).hasSize(4);
  }

  @Test
  void what_one_filter_refuses_another_may_let_through() throws Exception {
    red.fails(new ContentFiltered());
    assertThat(rig.run().decision().attempts()).hasSize(2);
  }

  @Test
  void a_fault_in_an_adapter_is_a_failed_attempt() throws Exception {
    red.then(_ -> {
      throw new IllegalStateException("secret");
    });
    red.then(_ -> {
      throw new IllegalStateException("secret");
    });
    Answer answer = rig.run();
    assertThat(answer.decision().attempts()).hasSize(3);
    assertThat(answer.decision().toString()).doesNotContain("secret");
  }

  @Test
  void a_call_without_an_alternative_waits_for_a_model_that_rests() throws Exception {
    rig.keys = List.of(key("red-a", "red"));
    red.fails(new Overloaded(null), new Overloaded(null), new Overloaded(null)).answers("at last");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("at last");
    assertThat(time.pauses().getLast())
        .isEqualTo(Duration.ofSeconds(30).minus(time.pauses().get(2)));
    assertThat(progress).anyMatch(line -> line.startsWith("red-5 rests until"));
  }

  @Test
  void a_key_that_the_vendor_slows_down_is_waited_for() throws Exception {
    rig.keys = List.of(key("red-a", "red"));
    red.fails(new RateLimited(Duration.ofHours(1)));
    rig.failure();
    time.pass(Duration.ofMinutes(50));
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("done");
    assertThat(time.pauses()).containsExactly(Duration.ofMinutes(10));
    assertThat(progress).contains("red-a is rate limited, asking red-5 in 600 s");
  }

  @Test
  void a_key_that_the_vendor_slows_down_is_passed_over_while_there_is_another() throws Exception {
    red.fails(new RateLimited(Duration.ofMinutes(1)));
    rig.run();
    assertThat(rig.run().decision().attempts())
        .extracting(Attempt::model)
        .containsExactly("blue-3");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void a_silence_that_the_callers_deadline_cut_short_does_not_count() throws Exception {
    for (int i = 0; i < 5; i++) {
      red.fails(new TimedOut(Phase.FIRST_EVENT, Duration.ofSeconds(5)));
      rig.run();
    }
    assertThat(breakers.resting()).isEmpty();
    for (int i = 0; i < 3; i++) {
      red.fails(new TimedOut(Phase.FIRST_EVENT, Duration.ofSeconds(30)));
      rig.run();
    }
    assertThat(breakers.resting()).extracting(Resting::model).containsExactly("red-5");
  }

  @Test
  void the_next_one_is_asked_within_fifty_milliseconds() throws Exception {
    for (int i = 0; i < 20; i++) {
      rig.run();
    }
    AtomicLong failed = new AtomicLong();
    AtomicLong asked = new AtomicLong();
    red.then(_ -> {
      failed.set(System.nanoTime());
      throw new ProviderException(new Unavailable(500));
    });
    blue.then(call -> {
      asked.set(System.nanoTime());
      call.answer("done");
    });
    rig.run();
    assertThat(Duration.ofNanos(asked.get() - failed.get())).isLessThan(Duration.ofMillis(50));
  }

  @Test
  void a_candidate_whose_lane_is_full_is_passed_over_and_comes_back_last() throws Exception {
    Deadline soon = Deadline.in(Duration.ofSeconds(20), System::nanoTime);
    rig.limits = rig.limits(Duration.ofMillis(20));
    Slot one = lanes.enter("red-a", soon, _ -> {}).orElseThrow();
    try (Slot _ = lanes.enter("red-a", soon, _ -> {}).orElseThrow()) {
      blue.then(_ -> {
        one.close();
        throw new ProviderException(new Unavailable(500));
      });
      Answer answer = rig.run(Ask.of("chat", Requirements.NONE), soon);
      assertThat(answer.decision().attempts())
          .extracting(Attempt::model)
          .containsExactly("blue-3", "red-5");
      assertThat(progress).contains("no free slot of red-a, trying blue-3");
    }
  }

  @Test
  void what_begins_to_rest_after_the_plan_is_passed_over() {
    red.then(_ -> {
      try (Pass pass = (Pass) breakers.enter("blue-a", "blue-3")) {
        pass.failed(new NoBalance());
      }
      throw new ProviderException(new Unavailable(500));
    });
    assertThat(rig.failure())
        .hasMessageContaining("Passed over: blue-3 (blue-a): blue-3 rests until");
    assertThat(blue.calls()).isEmpty();
  }

  @Test
  void a_call_makes_no_more_attempts_than_it_may() {
    rig.keys = List.of(key("red-a", "red"));
    red.otherwise(_ -> {
      throw new ProviderException(new RateLimited(Duration.ofMillis(1)));
    });
    assertThat(rig.failure().decision().attempts()).hasSize(RouterLimits.DEFAULT.attempts());
    assertThat(time.pauses()).hasSize(RouterLimits.DEFAULT.attempts() - 1);
  }

  @Test
  void a_provider_that_nothing_speaks_to_is_passed_over() throws Exception {
    rig.models = List.of(model("green-5", "green", 5), rig.blueModel);
    rig.keys = List.of(key("green-a", "green"), key("blue-a", "blue"));
    assertThat(rig.run().decision().attempts())
        .extracting(Attempt::model)
        .containsExactly("blue-3");
  }
}
