package dev.fairlead.routing;

import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static dev.fairlead.routing.testing.Models.priced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatEvent.Used;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.resilience.LocalPurse;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What calls may cost, alone and together. At 1 and 3 USD a million tokens. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MoneyTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  /** Estimated at 10,000 tokens in and 10,000 out: 4 cents. */
  private static final Ask ASK = Ask.of("chat", Requirements.NONE.input(10_000).output(10_000));

  private static final double ESTIMATE = 0.04;

  private final Rig rig = new Rig();

  private LocalPurse purse(double day, int calls) {
    LocalPurse purse =
        new LocalPurse(new PurseLimits(day, NONE, calls, Duration.ofHours(5)), rig.time::now);
    rig.purse = purse;
    return purse;
  }

  private void cap(double cap) {
    rig.switches = Switches.NONE.with(new Bounds(Set.of(), Set.of(), Set.of(), false, cap));
  }

  private static double spent(LocalPurse purse) {
    return purse.budget().limits().getFirst().spent();
  }

  @Test
  void an_attempt_is_set_aside_at_its_estimate_and_settled_at_its_cost() throws Exception {
    LocalPurse purse = purse(5, 0);
    rig.red.then(call -> {
      assertThat(spent(purse)).isCloseTo(ESTIMATE, within(1e-9));
      call.answer("done");
    });
    double cost = rig.run(ASK).decision().cost();
    assertThat(cost).isEqualTo((1_000 + 3 * 100) / 1e6);
    assertThat(spent(purse)).isCloseTo(cost, within(1e-9));
  }

  @Test
  void a_failure_before_anything_came_costs_nothing() throws Exception {
    LocalPurse purse = purse(5, 0);
    rig.red.fails(new Unavailable(503));
    double cost = rig.run(ASK).decision().cost();
    assertThat(spent(purse)).isCloseTo(cost, within(1e-9));
  }

  @Test
  void an_attempt_that_broke_off_is_counted_at_what_came() {
    LocalPurse purse = purse(5, 0);
    rig.keys = List.of(key("red-a", "red"));
    rig.red.then(call -> {
      call.events().accept(new ChatEvent.Reasoning("x".repeat(3_000)));
      call.say("y".repeat(1_000));
      throw new InterruptedException();
    });
    assertThatThrownBy(() -> rig.run(ASK)).isInstanceOf(InterruptedException.class);
    assertThat(spent(purse)).isCloseTo((10_000 + 3 * 1_000) / 1e6, within(1e-9));
    assertThat(rig.journal.getFirst().attempts().getFirst().cost()).isZero();
  }

  @Test
  void a_cancel_before_anything_came_gives_all_back() {
    LocalPurse purse = purse(5, 0);
    rig.red.then(_ -> {
      throw new InterruptedException();
    });
    assertThatThrownBy(() -> rig.run(ASK)).isInstanceOf(InterruptedException.class);
    assertThat(spent(purse)).isZero();
  }

  @Test
  void a_call_beyond_the_budget_is_refused_with_the_amount_and_the_remedy() throws Exception {
    purse(0.01, 0);
    rig.models = List.of(rig.redModel);
    assertThat(rig.failure(ASK))
        .hasMessageContaining(
            "would cost about $0.0400, and $0.0100 is left of the $0.01 for today")
        .hasMessageEndingWith(
            "Send less, wait for the next day (UTC), or raise limits.budget_day.");
  }

  @Test
  void what_is_spent_between_plan_and_attempt_counts() {
    LocalPurse purse = purse(0.06, 0);
    rig.red.then(call -> {
      purse.reserve(key("x", "red"), 0.019, Duration.ofMinutes(1));
      call.events().accept(new Used(new Usage(2_000, 0, 0, 0)));
      throw new ProviderException(new Unavailable(503));
    });
    assertThat(rig.failure(ASK))
        .hasMessageContaining(
            "Passed over: blue-3 (blue-a): about $0.0400 is more than the $0.0390 left"
                + " of limits.budget_day");
  }

  @Test
  void a_plan_key_is_asked_whatever_the_budget_is() throws Exception {
    LocalPurse purse = purse(0, 2);
    rig.keys = List.of(key("red-p", "red", Billing.PLAN));
    rig.run(ASK);
    rig.run(ASK);
    assertThat(purse.budget().windows())
        .hasEntrySatisfying("red-p", window -> assertThat(window.used()).isEqualTo(2));
    assertThat(rig.journal.getLast().cost()).isZero();
    rig.journal.clear();
    assertThat(rig.failure(ASK)).hasMessageContaining("(limits.plan_calls)");
  }

  @Test
  void all_attempts_of_a_call_together_stay_under_its_cap() {
    cap(0.045);
    rig.red.then(call -> {
      call.events().accept(new Used(new Usage(6_000, 0, 0, 0)));
      throw new ProviderException(new Unavailable(503));
    });
    RoutingException e = rig.failure(ASK);
    assertThat(e.decision().attempts()).extracting(Attempt::model).containsExactly("red-5");
    assertThat(e)
        .hasMessageContaining(
            "Passed over: blue-3 (blue-a): about $0.0400 is more than the $0.0390 left of the cap"
                + " for a call");
  }

  @Test
  void a_cheaper_one_is_still_asked_under_the_cap() throws Exception {
    cap(ESTIMATE);
    rig.models = List.of(rig.redModel, rig.blueModel, priced(model("blue-1", "blue", 1), 0.1, 0.1));
    rig.red.then(call -> {
      call.say("half");
      throw new ProviderException(new Unavailable(503));
    });
    assertThat(rig.run(ASK).decision().attempts())
        .extracting(Attempt::model)
        .containsExactly("red-5", "blue-1");
  }

  @Test
  void a_call_may_use_its_cap_up_to_its_end() throws Exception {
    cap(ESTIMATE);
    rig.red.fails(new Unavailable(503));
    assertThat(rig.run(ASK).decision().attempts()).hasSize(2);
  }
}
