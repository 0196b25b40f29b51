package dev.fairlead.routing.selection;

import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.excluding;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static dev.fairlead.routing.testing.Models.priced;
import static dev.fairlead.routing.testing.Models.sized;
import static dev.fairlead.routing.testing.Models.thinking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.Thinking.Mode;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.selection.Budget.Limit;
import dev.fairlead.routing.selection.Budget.Window;
import dev.fairlead.routing.selection.Health.Rest;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Health.Trouble;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What just fits is taken, and a rejection names nothing that did fit. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BordersTest {
  private static final Instant LATER = Instant.parse("2026-10-01T13:00:00Z");
  private static final Requirements NEEDS = Requirements.NONE.input(10_000);
  private static final double COST = (10_000 * 1 + 8_192 * 3) / 1e6;

  private final Model plain = model("plain", "red", 3);
  private List<Access> keys = List.of(key("red-a", "red"));
  private Switches switches = Switches.NONE;
  private Health health = Health.GOOD;
  private Budget budget = Budget.NONE;

  private Plan plan(Policy policy, Requirements needs, Model... models) {
    Roster roster = new Roster(new Catalog(List.of(models)), keys, Map.of(), switches);
    return Selection.plan(
        new Ask("chat", needs, policy, null, null, List.of()),
        new Situation(roster, health, LocalDate.of(2026, 10, 1), null, budget));
  }

  private static List<String> order(Plan plan) {
    return plan.candidates().stream().map(candidate -> candidate.model().id()).toList();
  }

  private String onlyRejection(Requirements needs, Model model) {
    Plan plan = plan(Policy.BALANCED, needs, model);
    assertThat(plan.candidates()).isEmpty();
    assertThat(plan.rejections()).hasSize(1);
    return plan.rejections().getFirst().describe();
  }

  private void capAt(double cap) {
    switches = Switches.NONE.with(new Bounds(Set.of(), Set.of(), Set.of(), false, cap));
  }

  @Test
  void a_window_and_an_answer_may_be_used_to_the_last_token() {
    Model exact = sized(plain, 18_192, 8_192);
    assertThat(order(plan(Policy.BALANCED, NEEDS, exact))).containsExactly("plain");
    assertThat(onlyRejection(NEEDS.requiring(VISION), exact)).isEqualTo("plain: cannot do vision");
    assertThat(plan(Policy.BALANCED, NEEDS.output(8_193), sized(plain, 99_999, 8_192)).candidates())
        .isEmpty();
  }

  @Test
  void a_cap_and_a_budget_may_be_used_to_the_last_cent() {
    capAt(COST);
    budget = new Budget(List.of(new Limit("limits.budget_day", COST, 0)), Map.of());
    assertThat(order(plan(Policy.BALANCED, NEEDS, plain))).containsExactly("plain");
    assertThat(onlyRejection(NEEDS.requiring(VISION), plain)).isEqualTo("plain: cannot do vision");
    health = new Health(Map.of("red-a", new Rest("refused (red-a)", LATER)), Map.of(), Map.of());
    assertThat(onlyRejection(NEEDS, plain))
        .isEqualTo("plain: resting until 2026-10-01T13:00:00Z: refused (red-a)");
  }

  @Test
  void a_cap_of_nothing_lets_free_calls_through() {
    capAt(0);
    assertThat(plan(Policy.BALANCED, NEEDS, plain).candidates()).isEmpty();
    assertThat(order(plan(Policy.BALANCED, NEEDS, priced(plain, 0, 0)))).containsExactly("plain");
    assertThatThrownBy(() -> capAt(-0.01)).hasMessageContaining("-0.01");
  }

  @Test
  void a_key_that_rests_is_no_reason_while_another_can_be_used() {
    keys = List.of(key("red-a", "red"), key("red-b", "red"));
    health = new Health(Map.of("red-a", new Rest("refused (red-a)", LATER)), Map.of(), Map.of());
    assertThat(onlyRejection(NEEDS.requiring(VISION), plain)).isEqualTo("plain: cannot do vision");
  }

  @Test
  void what_goes_together_is_no_reason_while_something_is_missing() {
    Model model = excluding(model("one", "red", 3, THINKING, WEB_SEARCH), THINKING, WEB_SEARCH);
    Requirements both = NEEDS.requiring(THINKING).requiring(WEB_SEARCH);
    assertThat(onlyRejection(both, model))
        .isEqualTo("one: cannot do thinking and web_search in one request");
    assertThat(onlyRejection(both.requiring(VISION), model)).isEqualTo("one: cannot do vision");
  }

  @Test
  void the_tightest_of_two_limits_is_the_one_that_is_named() {
    Limit day = new Limit("limits.budget_day", 5, 4.99);
    Limit workspace = new Limit("limits.budget_workspace", 9, 8.98);
    for (List<Limit> limits : List.of(List.of(day, workspace), List.of(workspace, day))) {
      budget = new Budget(limits, Map.of());
      assertThat(onlyRejection(NEEDS, plain)).contains("$0.0100 is left").endsWith("_day)");
    }
  }

  @Test
  void what_is_left_of_a_window_is_weighed_by_the_price_it_saves() {
    keys = List.of(key("red-p", "red", Billing.PLAN));
    Model dear = priced(model("dear", "red", 3), 1, 3);
    Model cheap = priced(model("cheap", "red", 3), 0.1, 0.3);
    assertThat(order(plan(Policy.CHEAP, NEEDS, dear, cheap))).containsExactly("dear", "cheap");
    budget = new Budget(List.of(), Map.of("red-p", new Window(100, 50, LATER)));
    Plan plan = plan(Policy.CHEAP, NEEDS, dear, cheap);
    assertThat(order(plan)).containsExactly("cheap", "dear");
    // half of the window is used: a quarter of the price counts
    assertThat(plan.candidates().getLast().score())
        .isEqualTo(Score.of(Policy.CHEAP, 3, COST / 4, Score.seconds(3, null)));
    assertThat(plan.candidates()).allMatch(candidate -> candidate.estimatedCost() == 0);
  }

  @Test
  void the_least_effort_is_found_from_above_and_from_below() {
    Model least = thinking(plain, new Thinking(Mode.TOGGLE, Map.of(Effort.MINIMAL, "minimal")));
    Model most = thinking(plain, new Thinking(Mode.TOGGLE, Map.of(Effort.MAX, "max")));
    for (Effort effort : Effort.values()) {
      Requirements needs = NEEDS.thinking(effort);
      assertThat(plan(Policy.BALANCED, needs, least).candidates().getFirst().effort())
          .isEqualTo(Effort.MINIMAL);
      assertThat(plan(Policy.BALANCED, needs, most).candidates().getFirst().effort())
          .isEqualTo(Effort.MAX);
    }
  }

  @Test
  void a_model_that_always_thinks_and_takes_no_effort_says_so() {
    Model always = thinking(plain, new Thinking(Mode.ALWAYS, Map.of()));
    Candidate candidate = plan(Policy.BALANCED, NEEDS, always).candidates().getFirst();
    assertThat(candidate.effort()).isEqualTo(Effort.LOW);
    assertThat(candidate.degradations())
        .containsExactly(new Degradation("effort", "none", "the model's own"));
  }

  @Test
  void a_speed_is_of_something_and_a_failure_may_be_the_only_call() {
    assertThatThrownBy(() -> new Speed(Duration.ZERO, 0, 1)).hasMessageContaining("0.0, 1.0");
    assertThatThrownBy(() -> new Speed(Duration.ZERO, 1, 0)).hasMessageContaining("1.0, 0.0");
    assertThat(Score.lost(new Trouble(0, 0, Duration.ofSeconds(4)))).isZero();
    assertThat(Score.lost(new Trouble(3, 3, Duration.ofSeconds(4)))).isEqualTo(4);
  }
}
