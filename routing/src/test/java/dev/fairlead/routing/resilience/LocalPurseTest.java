package dev.fairlead.routing.resilience;

import static dev.fairlead.routing.testing.Models.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.routing.resilience.Purse.Exceeded;
import dev.fairlead.routing.resilience.Purse.Hold;
import dev.fairlead.routing.resilience.Purse.Reserved;
import dev.fairlead.routing.selection.Budget;
import dev.fairlead.routing.selection.Budget.Limit;
import dev.fairlead.routing.selection.Budget.Window;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocalPurseTest {
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final Duration WINDOW = Duration.ofHours(5);

  private final VirtualTime time = new VirtualTime();
  private final Access metered = key("red-m", "red");
  private final Access plan = key("red-p", "red", Billing.PLAN);

  private LocalPurse purse(double day, double workspace, int calls) {
    return new LocalPurse(new PurseLimits(day, workspace, calls, WINDOW), time::now);
  }

  private static Hold hold(Reserved reserved) {
    assertThat(reserved).isInstanceOf(Hold.class);
    return (Hold) reserved;
  }

  @Test
  void what_is_set_aside_is_not_there_for_others_and_what_was_not_needed_comes_back() {
    LocalPurse purse = purse(5, 9, 0);
    Hold first = hold(purse.reserve(metered, 3, LONG));
    assertThat(purse.budget().limits())
        .containsExactly(new Limit(PurseLimits.DAY, 5, 3), new Limit(PurseLimits.WORKSPACE, 9, 3));
    assertThat(purse.reserve(metered, 2.5, LONG))
        .isEqualTo(
            new Exceeded("about $2.5000 is more than the $2.0000 left of limits.budget_day"));
    first.settle(1);
    first.close();
    assertThat(purse.budget().limits().getFirst().spent()).isEqualTo(1);
    hold(purse.reserve(metered, 4, LONG)).close();
    assertThat(purse.budget().limits().getFirst().spent()).isEqualTo(1);
  }

  @Test
  void the_tighter_of_two_limits_holds() {
    assertThat(purse(5, 2, 0).reserve(metered, 3, LONG))
        .isEqualTo(
            new Exceeded("about $3.0000 is more than the $2.0000 left of limits.budget_workspace"));
  }

  @Test
  void a_new_day_begins_with_nothing_spent() {
    LocalPurse purse = purse(5, Double.POSITIVE_INFINITY, 0);
    hold(purse.reserve(metered, 5, LONG)).settle(5);
    time.pass(Duration.ofHours(11));
    assertThat(purse.budget().limits().getFirst().left()).isZero();
    time.pass(Duration.ofHours(1));
    assertThat(purse.budget().limits().getFirst().left()).isEqualTo(5);
  }

  @Test
  void a_plan_costs_nothing_and_grants_so_many_calls_in_its_window() {
    LocalPurse purse = purse(0, 0, 2);
    hold(purse.reserve(plan, 0, LONG)).settle(0);
    time.pass(Duration.ofHours(1));
    hold(purse.reserve(plan, 0, LONG)).settle(0);
    Window used = new Window(2, 2, VirtualTime.START.plus(WINDOW));
    assertThat(purse.budget().windows()).containsEntry("red-p", used);
    assertThat(used.usedUp()).isTrue();
    assertThat(used.share()).isEqualTo(1);
    assertThat(purse.reserve(plan, 0, LONG))
        .isEqualTo(new Exceeded("the plan window of red-p is used up (limits.plan_calls)"));
    time.pass(Duration.ofHours(4));
    Hold again = hold(purse.reserve(plan, 0, LONG));
    again.close();
    assertThat(purse.budget().windows().get("red-p"))
        .isEqualTo(new Window(2, 1, VirtualTime.START.plus(Duration.ofHours(6))));
  }

  @Test
  void without_limits_nothing_is_counted() {
    LocalPurse purse = new LocalPurse(PurseLimits.NONE, time::now);
    assertThat(purse.reserve(metered, 1_000, LONG)).isSameAs(Hold.NOTHING);
    assertThat(purse.budget()).isEqualTo(Budget.NONE);
    Hold nothing = hold(Purse.BOTTOMLESS.reserve(metered, 1_000, LONG));
    nothing.settle(1_000);
    nothing.close();
    assertThat(Purse.BOTTOMLESS.budget()).isEqualTo(Budget.NONE);
  }

  @Test
  void each_limit_alone_has_to_be_counted() {
    double none = Double.POSITIVE_INFINITY;
    assertThat(PurseLimits.NONE.any()).isFalse();
    assertThat(new PurseLimits(1, none, 0, WINDOW).any()).isTrue();
    assertThat(new PurseLimits(none, 1, 0, WINDOW).any()).isTrue();
    assertThat(new PurseLimits(none, none, 1, WINDOW).any()).isTrue();
  }

  @Test
  void a_limit_below_nothing_is_refused() {
    assertThatThrownBy(() -> new PurseLimits(-1, 0, 0, WINDOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PurseLimits(0, Double.NaN, 0, WINDOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PurseLimits(0, 0, -1, WINDOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PurseLimits(0, 0, 0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
