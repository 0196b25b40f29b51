package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.providers.Message;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.routing.rollout.Brake.State;
import dev.fairlead.routing.rollout.BrakeLimits;
import dev.fairlead.routing.rollout.LocalBrake;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Result;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Of two models, the router takes the red one, and the blue one is set. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RolloutRouterTest {
  /** A brake that a test pulls. */
  private static final class Hand implements Brake {
    State state = State.RELEASED;
    final List<String> told = new ArrayList<>();

    @Override
    public State state(Rollout rollout) {
      return state;
    }

    @Override
    public void ended(Arm arm, Result result) {
      told.add(arm.label() + " " + result.label());
    }
  }

  private final Rig rig = new Rig();
  private final Hand hand = new Hand();

  private RolloutRouter router(Mode mode, double percent, @Nullable String fixed) {
    rig.switches = rig.switches.with(new Rollout(mode, percent, fixed, BrakeLimits.DEFAULT));
    return new RolloutRouter(rig.router(), hand, new Random(3));
  }

  private Decision run(Router router, Ask ask) throws Exception {
    return router
        .run(ask, _ -> List.of(new Message.User("hello")), rig.time.in(Rig.LONG), rig.progress::add)
        .decision();
  }

  private Decision failure(Router router, Ask ask) {
    return Objects.requireNonNull(
            catchThrowableOfType(RoutingException.class, () -> run(router, ask)))
        .decision();
  }

  private static Ask ask(@Nullable String model, @Nullable String thread) {
    return new Ask("chat", Requirements.NONE, Policy.QUALITY, model, thread, List.of());
  }

  private static List<String> models(@Nullable Plan plan) {
    return Objects.requireNonNull(plan).candidates().stream()
        .map(Candidate::model)
        .map(model -> model.id())
        .toList();
  }

  private static Placement placement(Decision decision) {
    return Objects.requireNonNull(decision.placement());
  }

  @Test
  void fixed_asks_the_set_model_alone_and_says_so_of_the_others() throws Exception {
    RolloutRouter router = router(Mode.FIXED, 10, "blue-3");

    Decision decision = run(router, ask(null, "t"));

    assertThat(models(decision.plan())).containsExactly("blue-3");
    assertThat(decision.plan().rejections().toString()).contains("NotFixed[fixed=blue-3]");
    assertThat(placement(decision)).isEqualTo(new Placement(Mode.FIXED, Arm.FIXED, false, null));
    assertThat(models(router.plan(ask(null, null)))).containsExactly("blue-3");
    assertThat(rig.red.calls()).isEmpty();
  }

  @Test
  void every_key_of_the_set_model_is_tried_and_no_other_model() {
    rig.keys = List.of(key("red-a", "red"), key("blue-a", "blue"), key("blue-b", "blue"));
    rig.blue.fails(new ProviderError.Unauthorized(), new ProviderError.Unauthorized());

    Decision decision = failure(router(Mode.FIXED, 10, "blue-3"), ask(null, "t"));

    assertThat(decision.attempts())
        .extracting(attempt -> attempt.key())
        .containsExactly("blue-a", "blue-b");
  }

  @Test
  void without_a_set_model_it_is_the_first_that_can_be_asked() throws Exception {
    assertThat(models(run(router(Mode.FIXED, 10, null), ask(null, "t")).plan()))
        .containsExactly("red-5");
    rig.keys = List.of(key("blue-a", "blue"));
    assertThat(models(run(router(Mode.FIXED, 10, null), ask(null, "t")).plan()))
        .containsExactly("blue-3");
  }

  @Test
  void without_any_key_the_plan_says_what_to_set() {
    rig.keys = List.of();

    Decision decision = failure(router(Mode.FIXED, 10, null), ask(null, "t"));

    assertThat(decision.message()).contains("there is no key", "RED_API_KEY");
    assertThat(placement(decision).arm()).isNull();
  }

  @Test
  void what_the_set_model_cannot_do_is_refused_with_the_way_out() {
    Ask ask = Ask.of("chat", Requirements.NONE.requiring(VISION));

    Decision decision = failure(router(Mode.FIXED, 10, "blue-3"), ask);

    assertThat(decision.message())
        .contains("Closest: blue-3: cannot do vision. ")
        .endsWith("No other model is asked: see routing.mode and routing.fixed.")
        .doesNotContain("red-5");
    assertThat(decision.result()).isEqualTo(Result.ASIDE);
  }

  @Test
  void a_call_that_names_its_model_goes_there_in_every_mode_and_stands_in_no_arm()
      throws Exception {
    hand.state = State.PULLED;
    for (Mode mode : Mode.values()) {
      Decision decision = run(router(mode, 50, "blue-3"), ask("red-5", "t"));
      assertThat(models(decision.plan())).containsExactly("red-5");
      assertThat(placement(decision).arm()).isNull();
    }
  }

  @Test
  void shadow_runs_the_set_model_and_keeps_what_the_router_would_have_done() throws Exception {
    Decision decision = run(router(Mode.SHADOW, 10, "blue-3"), ask(null, "t"));

    assertThat(models(decision.plan())).containsExactly("blue-3");
    assertThat(models(placement(decision).shadow())).containsExactly("red-5", "blue-3");
    assertThat(placement(decision).arm()).isEqualTo(Arm.FIXED);
    assertThat(rig.red.calls()).isEmpty();
  }

  @Test
  void on_is_the_router() throws Exception {
    Decision decision = run(router(Mode.ON, 10, "blue-3"), ask(null, "t"));

    assertThat(models(decision.plan())).containsExactly("red-5", "blue-3");
    assertThat(placement(decision)).isEqualTo(new Placement(Mode.ON, Arm.ROUTER, false, null));
  }

  @Test
  void in_a_canary_a_thread_stays_in_its_arm_and_some_are_in_each() throws Exception {
    RolloutRouter router = router(Mode.CANARY, 40, "blue-3");
    Map<String, Arm> arms = new HashMap<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 50; i++) {
        Decision decision = run(router, ask(null, "thread-" + i));
        Arm arm = Objects.requireNonNull(placement(decision).arm());
        assertThat(arms.merge("thread-" + i, arm, (first, _) -> first)).isEqualTo(arm);
        assertThat(models(decision.plan()).getFirst())
            .isEqualTo(arm == Arm.ROUTER ? "red-5" : "blue-3");
        assertThat(models(router.plan(ask(null, "thread-" + i))))
            .isEqualTo(models(decision.plan()));
      }
    }
    assertThat(arms.values().stream().filter(arm -> arm == Arm.ROUTER).count()).isBetween(10L, 30L);
  }

  @Test
  void calls_of_no_thread_are_spread_too() throws Exception {
    RolloutRouter router = router(Mode.CANARY, 40, "blue-3");
    int routed = 0;
    for (int i = 0; i < 100; i++) {
      routed += placement(run(router, ask(null, null))).arm() == Arm.ROUTER ? 1 : 0;
    }
    assertThat(routed).isBetween(20, 60);
  }

  @Test
  void a_pulled_brake_sends_calls_to_the_set_model_and_the_decision_says_so() throws Exception {
    hand.state = State.PULLED;

    Decision decision = run(router(Mode.ON, 10, "blue-3"), ask(null, "t"));

    assertThat(models(decision.plan())).containsExactly("blue-3");
    assertThat(placement(decision)).isEqualTo(new Placement(Mode.ON, Arm.FIXED, true, null));
  }

  @Test
  void while_a_brake_does_not_know_calls_go_the_safe_way() throws Exception {
    hand.state = State.UNKNOWN;

    Decision decision = run(router(Mode.ON, 10, "blue-3"), ask(null, "t"));

    assertThat(models(decision.plan())).containsExactly("blue-3");
    assertThat(placement(decision)).isEqualTo(new Placement(Mode.ON, Arm.FIXED, false, null));
  }

  @Test
  void a_call_without_a_model_stands_nowhere() {
    Decision decision = router(Mode.CANARY, 10, null).answeredDirectly(ask(null, null));
    assertThat(decision.placement()).isNull();
  }

  @Test
  void a_brake_hears_of_calls_of_an_arm_alone() throws Exception {
    Braking journal = new Braking(_ -> {}, hand);
    journal.record(run(router(Mode.ON, 10, null), ask(null, "t")));
    journal.record(run(router(Mode.ON, 10, null), ask("red-5", "t")));
    journal.record(router(Mode.ON, 10, null).answeredDirectly(ask(null, null)));
    rig.blue.fails(new ProviderError.ContentFiltered());
    journal.record(failure(router(Mode.FIXED, 10, "blue-3"), ask(null, "t")));

    assertThat(hand.told).containsExactly("router answered", "fixed error");
  }

  @Test
  void what_the_caller_did_wrong_is_no_error_of_an_arm() {
    RolloutRouter router = router(Mode.FIXED, 10, "blue-3");
    rig.blue.fails(new ProviderError.Rejected("400", "no such field"));
    assertThat(failure(router, ask(null, "t")).result()).isEqualTo(Result.ASIDE);
    rig.blue.fails(new ProviderError.TooLong(0));
    assertThat(failure(router, ask(null, "t")).result()).isEqualTo(Result.ASIDE);
    Ask much = Ask.of("chat", Requirements.NONE.input(10_000_000));
    assertThat(failure(router, much).result()).isEqualTo(Result.ASIDE);
    Ask more = Ask.of("chat", Requirements.NONE.requiring(WEB_SEARCH).requiring(VISION));
    assertThat(failure(router, more).result()).isEqualTo(Result.ASIDE);
  }

  @Test
  void a_cancelled_call_is_no_error_of_an_arm() {
    rig.blue.then(_ -> {
      throw new InterruptedException();
    });
    RolloutRouter router = router(Mode.FIXED, 10, "blue-3");
    assertThatThrownBy(() -> run(router, ask(null, "t"))).isInstanceOf(InterruptedException.class);

    assertThat(rig.journal.getLast().result()).isEqualTo(Result.ASIDE);
    assertThat(placement(rig.journal.getLast()).arm()).isEqualTo(Arm.FIXED);
  }

  @Test
  void a_refusal_because_the_only_model_rests_is_one() {
    RolloutRouter router = router(Mode.FIXED, 10, "blue-3");
    rig.blue.otherwise(_ -> {
      throw new ProviderException(new ProviderError.Forbidden());
    });
    assertThat(failure(router, ask(null, "t")).result()).isEqualTo(Result.ERROR);
    Decision refused = failure(router, ask(null, "t"));

    assertThat(refused.outcome()).isEqualTo(Decision.Outcome.REFUSED);
    assertThat(refused.result()).isEqualTo(Result.ERROR);
  }

  @Test
  void a_router_that_fails_is_given_up_by_itself() throws Exception {
    LocalBrake brake = new LocalBrake(_ -> {});
    rig.switches = rig.switches.with(new Rollout(Mode.ON, 10, "blue-3", BrakeLimits.DEFAULT));
    rig.models = List.of(rig.redModel, rig.blueModel);
    RolloutRouter router = new RolloutRouter(rig.router(), brake, new Random(3));
    Braking journal = new Braking(_ -> {}, brake);
    Ask seeing = Ask.of("chat", Requirements.NONE.requiring(VISION));
    rig.red.otherwise(_ -> {
      throw new ProviderException(new ProviderError.ContentFiltered());
    });
    for (int i = 0; i < 50; i++) {
      assertThat(models(router.plan(ask(null, "t")))).contains("red-5");
      journal.record(failure(router, seeing));
    }

    assertThat(models(run(router, ask(null, "t")).plan())).containsExactly("blue-3");
  }

  @Test
  void the_least_window_is_that_of_the_models_in_use_in_every_mode() {
    long least = rig.router().leastWindow();

    assertThat(least).isPositive();
    assertThat(router(Mode.FIXED, 0, "blue-3").leastWindow()).isEqualTo(least);
    assertThat(router(Mode.ON, 0, null).leastWindow()).isEqualTo(least);
  }
}
