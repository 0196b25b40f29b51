package dev.fairlead.routing.resilience;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.selection.Budget;
import dev.fairlead.routing.selection.Budget.Limit;
import dev.fairlead.routing.selection.Budget.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was used so far, wherever that is counted.
 *
 * @param day in USD, by all calls of today
 * @param workspace in USD, by those of this workspace
 * @param calls by the id of a plan's key, within its window
 */
public record Spending(double day, double workspace, Map<String, Calls> calls) {
  /** Nothing. */
  public static final Spending NONE = new Spending(0, 0, Map.of());

  /**
   * Calls of a plan's key within its window.
   *
   * @param count how many
   * @param oldest the first of them, or null if there is none
   */
  public record Calls(int count, @Nullable Instant oldest) {}

  public Spending {
    calls = Map.copyOf(calls);
  }

  /** What these limits leave. */
  public Budget under(PurseLimits limits) {
    List<Limit> sums = new ArrayList<>(2);
    if (limits.day() < Double.POSITIVE_INFINITY) {
      sums.add(new Limit(PurseLimits.DAY, limits.day(), day));
    }
    if (limits.workspace() < Double.POSITIVE_INFINITY) {
      sums.add(new Limit(PurseLimits.WORKSPACE, limits.workspace(), workspace));
    }
    Map<String, Window> windows = new HashMap<>();
    if (limits.planCalls() > 0) {
      calls.forEach((key, made) -> {
        Instant free = made.oldest() == null ? null : made.oldest().plus(limits.planWindow());
        windows.put(key, new Window(limits.planCalls(), made.count(), free));
      });
    }
    return new Budget(sums, windows);
  }

  /** Why these limits have no room for one more attempt, or empty if they have. */
  public Optional<String> refuses(PurseLimits limits, Access key, double estimate) {
    Budget budget = under(limits);
    Window window = budget.windows().get(key.id());
    if (key.billing() == Access.Billing.PLAN) {
      return window == null || !window.usedUp()
          ? Optional.empty()
          : Optional.of("the plan window of " + key.id() + " is used up (limits.plan_calls)");
    }
    return budget.limits().stream()
        .filter(limit -> estimate > limit.left())
        .findFirst()
        .map(limit ->
            String.format(
                Locale.ROOT,
                "about $%.4f is more than the $%.4f left of %s",
                estimate,
                limit.left(),
                limit.setting()));
  }
}
