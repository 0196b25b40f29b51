package dev.fairlead.routing.resilience;

import static dev.fairlead.routing.testing.Models.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access.Billing;
import dev.fairlead.routing.resilience.Spending.Calls;
import dev.fairlead.routing.selection.Budget;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What bounds rests, pauses, sums and windows, at their ends. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LimitsTest {
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  @Test
  void no_rest_is_longer_than_the_most_and_none_gets_longer() {
    BreakerLimits limits = BreakerLimits.DEFAULT.atMost(Duration.ofMinutes(12));
    assertThat(limits.failures()).isEqualTo(BreakerLimits.DEFAULT.failures());
    assertThat(limits.window()).isEqualTo(BreakerLimits.DEFAULT.window());
    assertThat(limits.rest()).isEqualTo(BreakerLimits.DEFAULT.rest());
    assertThat(limits.longest()).isEqualTo(Duration.ofMinutes(12));
    assertThat(limits.refused()).isEqualTo(BreakerLimits.DEFAULT.refused());
    assertThat(limits.unpaid()).isEqualTo(Duration.ofMinutes(12));
    assertThat(limits.longestQuota()).isEqualTo(Duration.ofMinutes(12));
    assertThat(limits.withheld()).isEqualTo(BreakerLimits.DEFAULT.withheld());
    assertThat(limits.throttle()).isEqualTo(BreakerLimits.DEFAULT.throttle());
  }

  @Test
  void pauses_may_all_be_the_same_or_nothing() {
    Duration second = Duration.ofSeconds(1);
    Backoff even = new Backoff(second, 1, second);
    Backoff none = new Backoff(Duration.ZERO, 2, Duration.ZERO);
    for (int failures = 0; failures < 5; failures++) {
      assertThat(even.after(failures, () -> -1L)).isBetween(second.dividedBy(2), second);
      assertThat(none.after(failures, () -> -1L)).isZero();
    }
  }

  @Test
  void sums_and_windows_without_a_limit_are_not_counted() {
    Spending spent =
        new Spending(
            2, 1, Map.of("plan", new Calls(3, VirtualTime.START), "new", new Calls(0, null)));
    Duration window = Duration.ofHours(5);
    Budget open = spent.under(new PurseLimits(UNBOUNDED, UNBOUNDED, 0, window));
    assertThat(open).isEqualTo(Budget.NONE);
    Budget bound = spent.under(new PurseLimits(10, 5, 4, window));
    assertThat(bound.limits()).extracting(Budget.Limit::left).containsExactly(8.0, 4.0);
    assertThat(bound.windows())
        .containsEntry("plan", new Budget.Window(4, 3, VirtualTime.START.plus(window)))
        .containsEntry("new", new Budget.Window(4, 0, null));
  }

  @Test
  void a_sum_may_be_used_to_its_end_and_a_window_to_its_last_call() {
    Spending spent = new Spending(2, 1, Map.of("plan", new Calls(3, VirtualTime.START)));
    Duration window = Duration.ofHours(5);
    PurseLimits limits = new PurseLimits(3, 5, 4, window);
    assertThat(spent.refuses(limits, key("metered", "red"), 1)).isEmpty();
    assertThat(spent.refuses(limits, key("metered", "red"), 1.01))
        .hasValue("about $1.0100 is more than the $1.0000 left of limits.budget_day");
    var plan = key("plan", "red", Billing.PLAN);
    assertThat(spent.refuses(limits, plan, 99)).isEmpty();
    assertThat(spent.refuses(new PurseLimits(3, 5, 3, window), plan, 0))
        .hasValue("the plan window of plan is used up (limits.plan_calls)");
  }
}
