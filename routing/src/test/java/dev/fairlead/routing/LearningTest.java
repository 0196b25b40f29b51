package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.ChatEvent.Finished;
import dev.fairlead.providers.ChatEvent.Reason;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.journal.Attempt.Start;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health.Trouble;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a call leaves behind for those after it, and for whoever reads of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LearningTest {
  private static final Ask ASK = Ask.of("chat", Requirements.NONE);
  private static final Unavailable DOWN = new Unavailable(500);

  private final Rig rig = new Rig();

  @BeforeEach
  void a_while_has_passed() {
    rig.time.pass(Duration.ofHours(1));
  }

  @Test
  void an_answer_forgets_the_failures_before_it() throws Exception {
    rig.models = List.of(rig.redModel);
    for (int i = 0; i < 2 * BreakerLimits.DEFAULT.failures(); i++) {
      rig.red.fails(DOWN).answers("fine");
      assertThat(rig.run().decision().attempts()).hasSize(2);
    }
    assertThat(rig.breakers.resting()).isEmpty();
  }

  @Test
  void the_next_plan_knows_of_a_failure_and_of_what_rests() throws Exception {
    CapabilityRouter router = rig.router();
    assertThat(router.situation(ASK).health().troubles()).isEmpty();
    rig.red.failsAfter(Duration.ofSeconds(4), rig.time, DOWN).fails(new Unauthorized());
    router.run(ASK, _ -> List.of(), rig.time.in(Rig.LONG), Progress.NONE);
    assertThat(router.situation(ASK).health().troubles())
        .containsEntry("red-5", new Trouble(1, 1, Duration.ofSeconds(4)));
    assertThat(router.situation(ASK).health().keys()).isEmpty();
    router.run(ASK, _ -> List.of(), rig.time.in(Rig.LONG), Progress.NONE);
    assertThat(router.situation(ASK).health().keys()).containsOnlyKeys("red-a");
    assertThat(router.plan(ASK).candidates())
        .extracting(candidate -> candidate.model().id())
        .containsExactly("blue-3");
  }

  @Test
  void a_decision_tells_how_long_the_call_and_each_attempt_took() throws Exception {
    rig.red.failsAfter(Duration.ofSeconds(4), rig.time, DOWN);
    rig.blue.then(call -> {
      rig.time.pass(Duration.ofSeconds(2));
      call.answer("fine");
    });
    Decision decision = rig.run().decision();
    assertThat(decision.took()).isEqualTo(Duration.ofSeconds(6));
    assertThat(decision.attempts())
        .extracting(attempt -> attempt.took())
        .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(2));
    assertThat(decision.attempts())
        .extracting(attempt -> attempt.timing().lane())
        .containsOnly(Duration.ZERO);
  }

  @Test
  void a_decision_adds_up_what_its_attempts_used() throws Exception {
    rig.red.then(call -> {
      call.answer(" ");
    });
    Decision decision = rig.run().decision();
    assertThat(decision.attempts()).hasSize(2);
    assertThat(decision.usage()).isEqualTo(new Usage(2_000, 0, 200, 0));
  }

  @Test
  void an_answer_that_stays_cut_off_at_its_length_says_so() throws Exception {
    rig.red.otherwise(call -> {
      call.say("half");
      call.events().accept(new Finished(Reason.LENGTH, "red-5"));
    });
    assertThat(rig.run().finish()).isEqualTo(Reason.LENGTH);
  }

  @Test
  void a_call_that_ends_before_its_first_attempt_has_the_path_that_was_planned() {
    assertThatThrownBy(() ->
            rig.router()
                .run(
                    ASK,
                    _ -> {
                      throw new IllegalStateException("no such file");
                    },
                    rig.time.in(Rig.LONG),
                    Progress.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(rig.journal).extracting(Decision::path).containsExactly(Path.STANDARD);
  }

  @Test
  void outcomes_and_starts_are_written_small() {
    assertThat(Outcome.ANSWERED.label()).isEqualTo("answered");
    assertThat(Start.RESTARTED.label()).isEqualTo("restarted");
  }

  @Test
  void limits_on_silence_leave_the_others_as_they_are() {
    Duration first = Duration.ofSeconds(1);
    Duration between = Duration.ofSeconds(2);
    RouterLimits limits = RouterLimits.DEFAULT.with(first, between);
    assertThat(limits.firstEvent()).isEqualTo(first);
    assertThat(limits.betweenEvents()).isEqualTo(between);
    assertThat(limits.with(RouterLimits.DEFAULT.firstEvent(), RouterLimits.DEFAULT.betweenEvents()))
        .isEqualTo(RouterLimits.DEFAULT);
  }
}
