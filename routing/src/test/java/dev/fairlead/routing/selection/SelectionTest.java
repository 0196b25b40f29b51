package dev.fairlead.routing.selection;

import static dev.fairlead.providers.Capability.FILE_UPLOAD;
import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.called;
import static dev.fairlead.routing.testing.Models.ending;
import static dev.fairlead.routing.testing.Models.exactly;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static dev.fairlead.routing.testing.Models.priced;
import static dev.fairlead.routing.testing.Models.sized;
import static dev.fairlead.routing.testing.Models.thinking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Retirement;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.selection.Health.KeyedModel;
import dev.fairlead.routing.selection.Health.Rest;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Switches.Bounds;
import dev.fairlead.routing.selection.Switches.Lists;
import dev.fairlead.routing.selection.Switches.Off;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SelectionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);
  private static final Instant LATER = Instant.parse("2026-10-01T13:00:00Z");
  private static final Map<String, List<String>> VARIABLES =
      Map.of("red", List.of("RED_API_KEY", "RED_KEY"), "blue", List.of("BLUE_API_KEY"));

  private final Model strong = model("red-5", "red", 5, THINKING, VISION);
  private final Model middle = model("red-4", "red", 4, THINKING);
  private final Model other = model("blue-3", "blue", 3, THINKING, WEB_SEARCH);
  private final Model small = model("blue-1", "blue", 1);
  private List<Access> keys = List.of(key("red-a", "red"), key("blue-a", "blue"));
  private Switches switches = Switches.NONE;
  private Health health = Health.GOOD;

  private Plan plan(Ask ask, Model... models) {
    return Selection.plan(
        ask,
        new Situation(
            new Roster(new Catalog(List.of(models)), keys, VARIABLES, switches), health, TODAY));
  }

  private Plan plan(Requirements needs) {
    return plan(Ask.of("chat", needs), strong, middle, other, small);
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
  void only_models_that_can_do_all_that_is_required_are_asked() {
    Plan plan = plan(Requirements.NONE.requiring(VISION).requiring(THINKING));
    assertThat(order(plan)).containsExactly("red-5");
    assertThat(why(plan, "red-4")).isEqualTo("red-4: cannot do vision");
    assertThat(why(plan, "blue-1")).isEqualTo("blue-1: cannot do vision, thinking");
    assertThat(plan.rejections())
        .extracting(Rejection::model)
        .containsExactly("red-4", "blue-3", "blue-1");
  }

  @Test
  void the_second_candidate_is_of_another_provider() {
    assertThat(order(plan(Requirements.NONE)))
        .containsExactly("red-5", "blue-3", "red-4", "blue-1");
  }

  @Test
  void another_provider_does_not_come_before_a_sibling_that_does_more_of_the_preferred() {
    Plan plan = plan(Ask.of("chat", Requirements.NONE.preferring(THINKING)), strong, middle, small);
    assertThat(order(plan)).containsExactly("red-5", "red-4", "blue-1");
  }

  @Test
  void a_model_without_something_preferred_comes_last_and_says_what_it_does_without() {
    Plan plan = plan(Requirements.NONE.thinking(Effort.HIGH).preferring(STREAMING));
    assertThat(order(plan)).endsWith("blue-1");
    assertThat(plan.candidates().getLast().degradations())
        .containsExactly(new Degradation("thinking", "high", "off"));
    assertThat(plan.candidates().getFirst().degradations()).isEmpty();
  }

  @Test
  void what_is_dropped_first_weighs_least() {
    Model files = exactly("files", "red", 1, Set.of(FILE_UPLOAD));
    Model thinks = exactly("thinks", "red", 5, Set.of(THINKING, WEB_SEARCH, STREAMING));
    Model searches = exactly("searches", "red", 5, Set.of(WEB_SEARCH, STREAMING));
    Model streams = exactly("streams", "red", 5, Set.of(STREAMING));
    Requirements needs =
        Requirements.NONE
            .preferring(FILE_UPLOAD)
            .preferring(WEB_SEARCH)
            .preferring(STREAMING)
            .thinking(Effort.LOW);
    Plan plan = plan(Ask.of("chat", needs), streams, searches, thinks, files);
    assertThat(order(plan)).containsExactly("files", "thinks", "searches", "streams");
    assertThat(plan.candidates().getFirst().degradations())
        .extracting(Degradation::what)
        .containsExactlyInAnyOrder("streaming", "web_search", "thinking");
  }

  @Test
  void effort_goes_down_before_thinking_goes_off() {
    Model low = thinking(model("low", "red", 5), knowing(Effort.LOW));
    Plan plan = plan(Ask.of("chat", Requirements.NONE.thinking(Effort.HIGH)), small, low, other);
    assertThat(order(plan)).containsExactly("blue-3", "low", "blue-1");
    assertThat(plan.candidates().get(1).effort()).isEqualTo(Effort.LOW);
    assertThat(plan.candidates().get(1).degradations())
        .containsExactly(new Degradation("effort", "high", "low"));
  }

  @Test
  void a_model_that_always_thinks_raises_the_effort_and_says_so() {
    Model always =
        thinking(
            model("always", "red", 5),
            new Thinking(Thinking.Mode.ALWAYS, Map.of(Effort.LOW, "low", Effort.HIGH, "high")));
    Candidate candidate = plan(Ask.of("chat", Requirements.NONE), always).candidates().getFirst();
    assertThat(candidate.effort()).isEqualTo(Effort.LOW);
    assertThat(candidate.degradations()).containsExactly(new Degradation("effort", "none", "low"));
    assertThat(candidate.path()).isEqualTo(Path.THINKING);
  }

  @Test
  void a_model_with_no_words_for_effort_thinks_at_its_own() {
    Model plain = thinking(model("plain", "red", 5), new Thinking(Thinking.Mode.TOGGLE, Map.of()));
    Candidate candidate =
        plan(Ask.of("chat", Requirements.NONE.thinking(Effort.MAX)), plain).candidates().getFirst();
    assertThat(candidate.effort()).isEqualTo(Effort.MAX);
    assertThat(candidate.degradations())
        .containsExactly(new Degradation("effort", "max", "the model's own"));
  }

  @Test
  void an_effort_that_nobody_named_is_medium_or_what_is_nearest() {
    Candidate candidate = plan(Requirements.NONE.requiring(THINKING)).candidates().getFirst();
    assertThat(candidate.effort()).isEqualTo(Effort.LOW);
    assertThat(candidate.degradations()).isEmpty();
  }

  @Test
  void a_call_that_does_not_fit_is_refused_with_its_sizes() {
    Model narrow = sized(small, 10_000, 9_000);
    Plan plan = plan(Ask.of("chat", Requirements.NONE.input(5_000)), narrow);
    assertThat(why(plan, "blue-1"))
        .isEqualTo("blue-1: its window of 10000 tokens is too small, the call needs 13192");
    Plan wordy = plan(Ask.of("chat", Requirements.NONE.output(9_500)), narrow);
    assertThat(why(wordy, "blue-1"))
        .isEqualTo("blue-1: it answers with at most 9000 tokens, the call wants 9500");
    assertThat(plan(Ask.of("chat", Requirements.NONE.input(1_808)), narrow).candidates())
        .hasSize(1);
  }

  @Test
  void a_model_ends_on_its_last_day() {
    Model today = ending(strong, new Retirement(TODAY, "red-6"));
    Model tomorrow = ending(middle, new Retirement(TODAY.plusDays(1), null));
    Plan plan = plan(Ask.of("chat", Requirements.NONE), today, tomorrow);
    assertThat(order(plan)).containsExactly("red-4");
    assertThat(why(plan, "red-5")).isEqualTo("red-5: retired on 2026-10-01, use red-6");
  }

  @Test
  void without_a_key_the_variables_are_named() {
    keys = List.of(key("blue-a", "blue"));
    Plan plan = plan(Requirements.NONE.requiring(VISION));
    assertThat(plan.candidates()).isEmpty();
    assertThat(why(plan, "red-5")).isEqualTo("red-5: no key for red: set RED_API_KEY or RED_KEY");
    assertThat(why(plan, "red-4"))
        .isEqualTo("red-4: no key for red: set RED_API_KEY or RED_KEY; cannot do vision");
  }

  @Test
  void every_switch_is_named_by_the_rejection() {
    switches =
        Switches.NONE
            .with(new Off(Set.of("blue"), Set.of("RED-4"), Set.of("red-b"), Set.of(VISION)))
            .with(new Lists(Set.of("red-5", "red-4", "blue-3"), Set.of("blue-3")));
    keys = List.of(key("red-b", "red"), key("blue-a", "blue"));
    Plan plan = plan(Requirements.NONE.requiring(VISION));
    assertThat(plan.candidates()).isEmpty();
    assertThat(why(plan, "red-5"))
        .isEqualTo(
            "red-5: switched off by routing.off.keys: red-b;"
                + " switched off by routing.off.capabilities: vision");
    assertThat(why(plan, "red-4")).contains("routing.off.models");
    assertThat(why(plan, "blue-3")).contains("routing.off.providers").contains("models.deny");
    assertThat(why(plan, "blue-1")).contains("models.allow");
  }

  @Test
  void a_capability_that_is_switched_off_is_not_used() {
    switches = Switches.NONE.with(new Off(Set.of(), Set.of(), Set.of(), Set.of(THINKING)));
    Candidate first = plan(Requirements.NONE.thinking(Effort.HIGH)).candidates().getFirst();
    assertThat(first.using()).doesNotContain(THINKING);
    assertThat(first.effort()).isNull();
    assertThat(first.degradations()).containsExactly(new Degradation("thinking", "high", "off"));
  }

  @Test
  void code_goes_only_where_the_workspace_lets_it() {
    switches =
        Switches.NONE.with(
            new Bounds(
                Set.of("blue"), Set.of(), Set.of(Billing.PLAN), false, Double.POSITIVE_INFINITY));
    keys = List.of(key("red-a", "red", Billing.PLAN), key("blue-a", "blue"));
    Plan plan = plan(Requirements.NONE);
    assertThat(plan.candidates()).isEmpty();
    assertThat(why(plan, "red-5")).isEqualTo("red-5: switched off by workspace.providers");
    assertThat(why(plan, "blue-1")).isEqualTo("blue-1: switched off by workspace.billing: blue-a");
  }

  @Test
  void code_goes_only_into_the_regions_that_the_workspace_names() {
    switches =
        Switches.NONE.with(
            new Bounds(Set.of(), Set.of(Region.CHINA), Set.of(), false, Double.POSITIVE_INFINITY));
    keys = List.of(key("red-a", "red"), in(Region.CHINA, key("blue-a", "blue")));
    Plan plan = plan(Requirements.NONE);
    assertThat(plan.candidates()).extracting(c -> c.access().id()).containsOnly("blue-a");
    assertThat(why(plan, "red-5"))
        .isEqualTo("red-5: calls with red-a go to own, which workspace.regions does not allow");
  }

  private static Access in(Region region, Access key) {
    return new Access(key.id(), key.provider(), key.base(), key.key(), key.billing(), region);
  }

  @Test
  void a_metered_key_stands_in_for_a_plan_key_only_if_the_settings_say_so() {
    keys = List.of(key("red-m", "red"), key("red-p", "red", Billing.PLAN));
    Plan strict = plan(Ask.of("chat", Requirements.NONE), strong);
    assertThat(strict.candidates()).extracting(c -> c.access().id()).containsExactly("red-p");
    assertThat(strict.candidates().getFirst().estimatedCost()).isZero();
    switches =
        Switches.NONE.with(
            new Bounds(Set.of(), Set.of(), Set.of(), true, Double.POSITIVE_INFINITY));
    Plan spilling = plan(Ask.of("chat", Requirements.NONE), strong);
    assertThat(spilling.candidates())
        .extracting(c -> c.access().id())
        .containsExactly("red-p", "red-m");
  }

  @Test
  void a_call_does_not_cost_more_than_its_cap() {
    switches = Switches.NONE.with(new Bounds(Set.of(), Set.of(), Set.of(), false, 0.03));
    Plan plan =
        plan(
            Ask.of("chat", Requirements.NONE.input(10_000)),
            priced(strong, 1, 3),
            priced(middle, 0.5, 2));
    assertThat(order(plan)).containsExactly("red-4");
    assertThat(plan.candidates().getFirst().estimatedCost())
        .isEqualTo((10_000 * 0.5 + 8_192 * 2) / 1e6);
    assertThat(why(plan, "red-5"))
        .isEqualTo("red-5: would cost about $0.0346, the cap for a call is $0.0300");
  }

  @Test
  void what_rests_is_left_out_until_it_may_be_asked_again() {
    health =
        new Health(
            Map.of("blue-a", new Rest("no balance (blue-a)", LATER)),
            Map.of(new KeyedModel("red-a", "red-5"), new Rest("overloaded (red-a)", LATER)),
            Map.of());
    Plan plan = plan(Requirements.NONE);
    assertThat(order(plan)).containsExactly("red-4");
    assertThat(why(plan, "red-5"))
        .isEqualTo("red-5: resting until 2026-10-01T13:00:00Z: overloaded (red-a)");
    assertThat(why(plan, "blue-1")).contains("no balance (blue-a)");
  }

  @Test
  void another_key_takes_the_place_of_one_that_rests() {
    keys = List.of(key("red-a", "red"), key("red-b", "red"));
    health = new Health(Map.of("red-a", new Rest("refused", LATER)), Map.of(), Map.of());
    Plan plan = plan(Ask.of("chat", Requirements.NONE), strong);
    assertThat(plan.candidates()).extracting(c -> c.access().id()).containsExactly("red-b");
    assertThat(plan.rejections()).isEmpty();
  }

  @Test
  void a_model_asked_for_by_name_is_the_only_one() {
    keys = List.of(key("red-a", "red"), key("red-b", "red"), key("blue-a", "blue"));
    Ask ask = new Ask("chat", Requirements.NONE, Policy.CHEAP, "Strongest", null, List.of());
    Plan plan = plan(ask, called(strong, "strongest"), middle, other);
    assertThat(order(plan)).containsExactly("red-5", "red-5");
    assertThat(why(plan, "red-4")).isEqualTo("red-4: the call asks for Strongest");
  }

  @Test
  void a_model_asked_for_by_name_is_refused_rather_than_replaced() {
    Ask ask =
        new Ask(
            "chat", Requirements.NONE.requiring(VISION), Policy.CHEAP, "red-4", null, List.of());
    Plan plan = plan(ask, strong, middle);
    assertThat(plan.candidates()).isEmpty();
    assertThat(why(plan, "red-4")).isEqualTo("red-4: cannot do vision");
  }

  @Test
  void a_name_that_nothing_has_is_answered_with_the_nearest() {
    Ask ask = new Ask("chat", Requirements.NONE, Policy.CHEAP, "blue-4", null, List.of());
    Plan plan = plan(ask, strong, middle, other, called(small, "tiny"));
    assertThat(plan.candidates()).isEmpty();
    assertThat(plan.rejections()).hasSize(5);
    assertThat(plan.rejections().getFirst().describe())
        .isEqualTo("blue-4: not in the catalog, nearest: blue-3, blue-1, red-4");
  }

  @Test
  void policies_favour_what_they_are_named_after() {
    Model best = priced(model("best", "red", 5), 10, 40);
    Model quick = priced(model("quick", "red", 3), 1, 4);
    Model cheap = priced(model("cheap", "red", 1), 0.05, 0.2);
    health =
        new Health(Map.of(), Map.of(), Map.of("quick", new Speed(Duration.ofMillis(200), 400, 10)));
    for (var expected :
        Map.of(Policy.QUALITY, "best", Policy.FAST, "quick", Policy.CHEAP, "cheap").entrySet()) {
      Ask ask =
          new Ask("chat", Requirements.NONE.input(2_000), expected.getKey(), null, null, List.of());
      assertThat(order(plan(ask, quick, best, cheap)).getFirst())
          .as(expected.getKey().label())
          .isEqualTo(expected.getValue());
    }
  }

  @Test
  void ties_are_broken_by_the_order_of_the_catalog() {
    Model one = model("one", "red", 3);
    Model two = model("two", "red", 3);
    Ask ask = Ask.of("chat", Requirements.NONE);
    assertThat(order(plan(ask, one, two))).containsExactly("one", "two");
    assertThat(order(plan(ask, two, one))).containsExactly("two", "one");
  }

  private static Thinking knowing(Effort only) {
    return new Thinking(Thinking.Mode.TOGGLE, Map.of(only, only.label()));
  }
}
