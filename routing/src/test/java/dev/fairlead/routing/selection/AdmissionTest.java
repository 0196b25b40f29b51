package dev.fairlead.routing.selection;

import static dev.fairlead.providers.Capability.FILE_UPLOAD;
import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.called;
import static dev.fairlead.routing.testing.Models.ending;
import static dev.fairlead.routing.testing.Models.excluding;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static dev.fairlead.routing.testing.Models.priced;
import static dev.fairlead.routing.testing.Models.sized;
import static dev.fairlead.routing.testing.Models.thinking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Retirement;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.selection.Budget.Limit;
import dev.fairlead.routing.selection.Budget.Window;
import dev.fairlead.routing.selection.Health.Rest;
import dev.fairlead.routing.selection.Health.Trouble;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who may be asked: by name, by what goes together, by what is left of money and plans. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AdmissionTest {
  private static final Instant LATER = Instant.parse("2026-10-01T13:00:00Z");

  private final Model strong = model("red-5", "red", 5, THINKING, VISION);
  private final Model middle = model("red-4", "red", 4, THINKING);
  private final Model other = called(model("blue-3", "blue", 3, THINKING, WEB_SEARCH), "azure");
  private List<Access> keys = List.of(key("red-a", "red"), key("blue-a", "blue"));
  private Switches switches = Switches.NONE;
  private Health health = Health.GOOD;
  private Budget budget = Budget.NONE;

  private Plan plan(Ask ask, Model... models) {
    Roster roster = new Roster(new Catalog(List.of(models)), keys, Map.of(), switches);
    return Selection.plan(
        ask, new Situation(roster, health, LocalDate.of(2026, 10, 1), null, budget));
  }

  private Plan asking(@Nullable String whom, Requirements needs) {
    Ask ask = new Ask("chat", needs, Policy.BALANCED, whom, null, List.of());
    return plan(ask, strong, middle, other);
  }

  @Test
  void the_least_window_is_that_of_the_smallest_model_that_can_be_asked() {
    Model large = sized(strong, 9_000, 100);
    Model small = sized(middle, 7_000, 100);
    Model keyless = sized(model("green-1", "green", 1), 10, 5);
    Model ended =
        ending(
            sized(model("red-1", "red", 1), 20, 5),
            new Retirement(LocalDate.of(2026, 10, 1), null));
    Roster roster =
        new Roster(
            new Catalog(List.of(large, small, keyless, ended)), keys, Map.of(), Switches.NONE);

    assertThat(roster.leastWindow(LocalDate.of(2026, 10, 1))).isEqualTo(7_000);
    assertThat(roster.leastWindow(LocalDate.of(2026, 9, 30))).isEqualTo(20);
    assertThat(
            new Roster(new Catalog(List.of(keyless)), keys, Map.of(), Switches.NONE)
                .leastWindow(LocalDate.EPOCH))
        .isZero();
  }

  private static List<String> order(Plan plan) {
    return plan.candidates().stream().map(candidate -> candidate.model().id()).toList();
  }

  private static String why(Plan plan, String model) {
    return plan.rejections().stream()
        .filter(rejection -> rejection.model().equals(model))
        .findFirst()
        .orElseThrow()
        .describe();
  }

  @Test
  void a_provider_asked_for_by_name_has_any_of_its_models_answer() {
    Plan plan = asking("Red/*", Requirements.NONE);
    assertThat(order(plan)).containsExactly("red-5", "red-4");
    assertThat(why(plan, "blue-3")).isEqualTo("blue-3: the call asks for Red/*");
  }

  @Test
  void a_provider_asked_for_by_name_is_not_replaced() {
    Plan plan = asking("blue/*", Requirements.NONE.requiring(VISION));
    assertThat(plan.candidates()).isEmpty();
    assertThat(why(plan, "blue-3")).isEqualTo("blue-3: cannot do vision");
    assertThat(why(plan, "red-5")).isEqualTo("red-5: the call asks for blue/*");
  }

  @Test
  void a_model_may_be_named_with_its_provider() {
    assertThat(order(asking("red/red-4", Requirements.NONE))).containsExactly("red-4");
    assertThat(order(asking(" BLUE/azure ", Requirements.NONE))).containsExactly("blue-3");
  }

  @Test
  void a_name_that_nothing_has_is_told_the_nearest() {
    Plan wrong = asking("blue/red-4", Requirements.NONE);
    assertThat(wrong.candidates()).isEmpty();
    assertThat(wrong.rejections()).hasSize(4);
    assertThat(why(wrong, "blue/red-4")).startsWith("blue/red-4: not in the catalog, nearest: ");
    assertThat(why(asking("bleu/*", Requirements.NONE), "bleu/*"))
        .isEqualTo("bleu/*: not in the catalog, nearest: blue/*, red/*");
  }

  @Test
  void what_does_not_go_together_is_refused_where_both_are_required() {
    Model one = excluding(model("one", "red", 5, VISION, FILE_UPLOAD), VISION, FILE_UPLOAD);
    Ask ask = Ask.of("chat", Requirements.NONE.requiring(VISION).requiring(FILE_UPLOAD));
    Plan plan = plan(ask, one);
    assertThat(plan.candidates()).isEmpty();
    assertThat(why(plan, "one")).isEqualTo("one: cannot do vision and file_upload in one request");
    assertThat(plan(Ask.of("chat", Requirements.NONE.requiring(VISION)), one).candidates())
        .hasSize(1);
  }

  @Test
  void of_two_that_do_not_go_together_the_one_that_is_dropped_first_is_done_without() {
    Model one = excluding(model("one", "red", 5, THINKING, WEB_SEARCH), THINKING, WEB_SEARCH);
    Ask ask = Ask.of("chat", Requirements.NONE.preferring(WEB_SEARCH).thinking(Effort.HIGH));
    Candidate first = plan(ask, one).candidates().getFirst();
    assertThat(first.using()).containsExactly(THINKING);
    assertThat(first.effort()).isEqualTo(Effort.HIGH);
    assertThat(first.degradations()).containsExactly(new Degradation("web_search", "on", "off"));
  }

  @Test
  void what_is_required_drives_out_what_is_preferred() {
    Model one = excluding(model("one", "red", 5, THINKING, WEB_SEARCH), THINKING, WEB_SEARCH);
    Model two = model("two", "red", 1, THINKING, WEB_SEARCH);
    Ask ask =
        Ask.of(
            "chat",
            Requirements.NONE.requiring(WEB_SEARCH).preferring(STREAMING).thinking(Effort.HIGH));
    Plan plan = plan(ask, one, two);
    assertThat(order(plan)).containsExactly("two", "one");
    Candidate last = plan.candidates().getLast();
    assertThat(last.using()).containsExactlyInAnyOrder(WEB_SEARCH, STREAMING);
    assertThat(last.effort()).isNull();
    assertThat(last.degradations()).containsExactly(new Degradation("thinking", "on", "off"));
  }

  @Test
  void a_model_that_always_thinks_cannot_do_what_thinking_excludes() {
    Model always =
        excluding(
            thinking(
                model("always", "red", 5, WEB_SEARCH),
                new Thinking(Thinking.Mode.ALWAYS, Map.of(Effort.LOW, "low"))),
            THINKING,
            WEB_SEARCH);
    Plan refused = plan(Ask.of("chat", Requirements.NONE.requiring(WEB_SEARCH)), always);
    assertThat(why(refused, "always"))
        .isEqualTo("always: cannot do thinking and web_search in one request");
    Plan without = plan(Ask.of("chat", Requirements.NONE.preferring(WEB_SEARCH)), always);
    assertThat(without.candidates().getFirst().using()).containsExactly(THINKING);
  }

  @Test
  void a_call_beyond_the_budget_is_refused_and_a_plan_key_is_not() {
    budget =
        new Budget(
            List.of(
                new Limit("limits.budget_workspace", 9, 1),
                new Limit("limits.budget_day", 5, 4.99)),
            Map.of());
    Ask ask = Ask.of("chat", Requirements.NONE.input(10_000));
    Model free = priced(middle, 0, 0);
    Plan plan = plan(ask, strong, free);
    assertThat(order(plan)).containsExactly("red-4");
    assertThat(why(plan, "red-5"))
        .isEqualTo(
            "red-5: would cost about $0.0346, and $0.0100 is left of the $5.00 for today"
                + " (limits.budget_day)");
    keys = List.of(key("red-p", "red", Billing.PLAN));
    assertThat(order(plan(ask, strong))).containsExactly("red-5");
  }

  @Test
  void a_call_may_use_a_budget_up_to_its_end() {
    double cost = (10_000 * 1 + 8_192 * 3) / 1e6;
    budget = new Budget(List.of(new Limit("limits.budget_day", cost, 0)), Map.of());
    Ask ask = Ask.of("chat", Requirements.NONE.input(10_000));
    assertThat(order(plan(ask, strong))).containsExactly("red-5");
    budget = new Budget(List.of(new Limit("limits.budget_day", 1, 2)), Map.of());
    assertThat(plan(ask, strong).candidates()).isEmpty();
    assertThat(why(plan(ask, strong), "red-5")).contains("$0.0000 is left");
  }

  @Test
  void a_plan_whose_window_is_used_up_is_left_alone_and_does_not_spill() {
    keys = List.of(key("red-p", "red", Billing.PLAN), key("red-m", "red"));
    budget = new Budget(List.of(), Map.of("red-p", new Window(600, 600, LATER)));
    Plan plan = plan(Ask.of("chat", Requirements.NONE), strong);
    assertThat(plan.candidates()).isEmpty();
    assertThat(why(plan, "red-5"))
        .isEqualTo(
            "red-5: the 600 calls of the plan window of red-p are used up (limits.plan_calls), the"
                + " next is free at 2026-10-01T13:00:00Z; red-m is metered and stands behind a plan"
                + " key: routing.spill is off");
    switches =
        Switches.NONE.with(
            new Bounds(Set.of(), Set.of(), Set.of(), true, Double.POSITIVE_INFINITY));
    Plan spilling = plan(Ask.of("chat", Requirements.NONE), strong);
    assertThat(spilling.candidates()).extracting(c -> c.access().id()).containsExactly("red-m");
    assertThat(spilling.rejections()).isEmpty();
  }

  @Test
  void a_plan_key_that_rests_does_not_spill_either() {
    keys = List.of(key("red-m", "red"), key("red-p", "red", Billing.PLAN));
    health = new Health(Map.of("red-p", new Rest("used up (red-p)", LATER)), Map.of(), Map.of());
    assertThat(why(plan(Ask.of("chat", Requirements.NONE), strong), "red-5"))
        .isEqualTo(
            "red-5: resting until 2026-10-01T13:00:00Z: used up (red-p); red-m is metered and stands"
                + " behind a plan key: routing.spill is off");
  }

  @Test
  void the_less_is_left_of_a_window_the_less_free_is_a_call() {
    keys = List.of(key("red-a", "red", Billing.PLAN), key("red-b", "red", Billing.PLAN));
    Ask ask = new Ask("chat", Requirements.NONE, Policy.CHEAP, null, null, List.of());
    assertThat(firstKey(ask)).isEqualTo("red-a");
    budget =
        new Budget(
            List.of(),
            Map.of("red-a", new Window(600, 500, LATER), "red-b", new Window(600, 100, LATER)));
    assertThat(firstKey(ask)).isEqualTo("red-b");
    assertThat(plan(ask, strong).candidates().getFirst().estimatedCost()).isZero();
  }

  private String firstKey(Ask ask) {
    return plan(ask, strong).candidates().getFirst().access().id();
  }

  @Test
  void a_model_that_often_fails_counts_as_slower() {
    Model one = model("one", "red", 3);
    Model two = model("two", "red", 3);
    Ask ask = new Ask("chat", Requirements.NONE, Policy.FAST, null, null, List.of());
    assertThat(order(plan(ask, one, two))).containsExactly("one", "two");
    Trouble trouble = new Trouble(5, 10, Duration.ofSeconds(8));
    health = new Health(Map.of(), Map.of(), Map.of(), Map.of("one", trouble));
    assertThat(order(plan(ask, one, two))).containsExactly("two", "one");
    assertThat(Score.lost(trouble)).isCloseTo(5 / 13.0 / (8 / 13.0) * 8, within(1e-9));
    assertThat(Score.lost(null)).isZero();
  }

  @Test
  void there_are_no_more_failures_than_calls() {
    assertThatThrownBy(() -> new Trouble(2, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Trouble(-1, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
