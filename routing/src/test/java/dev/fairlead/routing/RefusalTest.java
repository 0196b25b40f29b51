package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.FILE_UPLOAD;
import static dev.fairlead.providers.Capability.VISION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Usage;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Reason.Clashes;
import dev.fairlead.routing.selection.Reason.Lacks;
import dev.fairlead.routing.selection.Reason.NoKey;
import dev.fairlead.routing.selection.Reason.NoSpill;
import dev.fairlead.routing.selection.Reason.NotAsked;
import dev.fairlead.routing.selection.Reason.NotFixed;
import dev.fairlead.routing.selection.Reason.NotInCatalog;
import dev.fairlead.routing.selection.Reason.OutOfBounds;
import dev.fairlead.routing.selection.Reason.Outranked;
import dev.fairlead.routing.selection.Reason.OverBudget;
import dev.fairlead.routing.selection.Reason.Resting;
import dev.fairlead.routing.selection.Reason.Retired;
import dev.fairlead.routing.selection.Reason.ShortAnswers;
import dev.fairlead.routing.selection.Reason.SwitchedOff;
import dev.fairlead.routing.selection.Reason.TooDear;
import dev.fairlead.routing.selection.Reason.TooSmall;
import dev.fairlead.routing.selection.Reason.WindowUsed;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.routing.testing.Models;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusalTest {
  private static final Instant SOON = Instant.parse("2026-10-01T12:00:30Z");
  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);

  private final Roster roster =
      new Roster(
          new Catalog(List.of()), List.of(Models.key("red-a", "red")), Map.of(), Switches.NONE);

  private static Rejection rejection(String model, Reason... reasons) {
    return new Rejection(model, "red", List.of(reasons));
  }

  private String refusal(Rejection... rejections) {
    Ask ask = Ask.of("chat", Requirements.NONE.input(12_000));
    return Refusal.of(new Plan(ask, List.of(), List.of(rejections)), roster);
  }

  @Test
  void each_reason_has_its_remedy() {
    Map<Reason, String> remedies = new LinkedHashMap<>();
    remedies.put(new NoKey("red", List.of("A", "B")), "Give it a key.");
    remedies.put(new Lacks(Set.of(VISION)), "Ask without that, or add a model that can");
    remedies.put(new TooSmall(10, 20), "Send fewer or smaller files.");
    remedies.put(new ShortAnswers(10, 20), "Ask for a shorter answer.");
    remedies.put(new Retired(DAY, null), "Ask for another model.");
    remedies.put(new Retired(DAY, "red-6"), "Ask for its successor.");
    remedies.put(new SwitchedOff("models.deny"), "Change the setting models.deny.");
    remedies.put(
        new OutOfBounds("workspace.regions", "red-a", "china"),
        "Change the setting workspace.regions, or ask elsewhere.");
    remedies.put(new Resting("overloaded (red-a)", SOON), "Try again after 2026-10-01T12:00:30Z.");
    remedies.put(new NotAsked("other"), "Ask for a model that listmodels names.");
    remedies.put(new NotFixed("red-6"), "Change the settings routing.mode or routing.fixed.");
    remedies.put(new Outranked(Set.of(VISION)), "Try again.");
    remedies.put(new TooDear(2, 1), "Send less, or raise the price cap.");
    remedies.put(new NotInCatalog(List.of("red-5")), "Ask for a model that listmodels names.");
    remedies.put(new Clashes(Set.of(VISION, FILE_UPLOAD)), "Ask without one of these.");
    remedies.put(
        new OverBudget(0.2, 0.1, 5, "limits.budget_day"),
        "Send less, wait for the next day (UTC), or raise limits.budget_day.");
    remedies.put(new WindowUsed("red-a", 600, SOON), "Try again after 2026-10-01T12:00:30Z.");
    remedies.put(new WindowUsed("red-a", 600, null), "Try again later.");
    remedies.put(new NoSpill("red-m"), "Wait for the plan, or set routing.spill to true.");
    assertThat(remedies.keySet().stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.class.getPermittedSubclasses()).toList());
    remedies.forEach((reason, remedy) ->
        assertThat(refusal(rejection("red-5", reason)))
            .startsWith(
                "No model can take this call, which needs 12,000 tokens of input and 8,192 of"
                    + " answer. Closest: red-5: "
                    + reason.describe()
                    + ". "
                    + remedy));
  }

  @Test
  void what_passes_by_itself_is_closest_and_what_a_model_is_not_is_farthest() {
    String text =
        refusal(
            rejection("gone", new Retired(DAY, null)),
            rejection("blind", new Lacks(Set.of(VISION))),
            rejection("denied", new SwitchedOff("models.deny")),
            rejection("tired", new Resting("overloaded (red-a)", SOON)),
            rejection("locked", new NoKey("red", List.of("A"))));
    assertThat(text.indexOf("tired: ")).isPositive().isLessThan(text.indexOf("denied: "));
    assertThat(text.indexOf("denied: ")).isLessThan(text.indexOf("locked: "));
    assertThat(text).doesNotContain("blind").doesNotContain("gone");
  }

  @Test
  void from_near_to_far() {
    List<Reason> near =
        List.of(
            new WindowUsed("red-a", 600, SOON),
            new TooDear(2, 1),
            new NoSpill("red-m"),
            new NoKey("red", List.of("A")),
            new ShortAnswers(10, 20),
            new TooSmall(10, 20),
            new Clashes(Set.of(VISION, FILE_UPLOAD)),
            new Lacks(Set.of(VISION)),
            new Lacks(Set.of(VISION, FILE_UPLOAD)),
            new NotInCatalog(List.of()));
    for (int i = 1; i < near.size(); i++) {
      String text = refusal(rejection("far", near.get(i)), rejection("near", near.get(i - 1)));
      assertThat(text).contains("Closest: near: ");
      assertThat(text.indexOf("far: ")).as(text).isGreaterThan(text.indexOf("near: "));
    }
  }

  @Test
  void reasons_add_up() {
    String text =
        refusal(
            rejection("two", new TooSmall(10, 20), new ShortAnswers(10, 20)),
            rejection("one", new Lacks(Set.of(VISION))));
    assertThat(text).contains("Closest: one: ");
  }

  @Test
  void without_any_key_the_variables_of_all_vendors_are_named() {
    Roster keyless =
        new Roster(
            new Catalog(List.of()),
            List.of(),
            Map.of("red", List.of("RED_API_KEY", "RED_KEY"), "blue", List.of("BLUE_API_KEY")),
            Switches.NONE);
    Plan plan = new Plan(Ask.of("chat", Requirements.NONE), List.of(), List.of());
    assertThat(Refusal.of(plan, keyless))
        .isEqualTo(
            "No model can be asked, because there is no key: for blue set BLUE_API_KEY; for red"
                + " set RED_API_KEY or RED_KEY.");
  }

  @Test
  void the_remedy_is_for_the_hardest_reason() {
    assertThat(
            refusal(
                rejection(
                    "red-5", new Resting("overloaded (red-a)", SOON), new Lacks(Set.of(VISION)))))
        .endsWith("Ask without that, or add a model that can to the catalog.");
  }

  @Test
  void an_empty_catalog_is_said_to_be_empty() {
    assertThat(refusal()).isEqualTo("No model can be asked, because the catalog is empty.");
  }

  @Test
  void a_name_that_nothing_has_comes_with_the_nearest() {
    Ask ask = new Ask("chat", Requirements.NONE, Policy.FAST, "red-7", null, List.of());
    Plan plan =
        new Plan(
            ask,
            List.of(),
            List.of(
                rejection("red-7", new NotInCatalog(List.of("red-5", "red-4"))),
                rejection("red-5", new NotAsked("red-7"))));
    assertThat(Refusal.of(plan, roster))
        .isEqualTo(
            "The call asks for red-7, and no other model is put in its place. red-7: not in the"
                + " catalog, nearest: red-5, red-4. Ask for a model that listmodels names. Or leave"
                + " the model open.");
  }

  @Test
  void a_failure_tells_what_was_tried_and_what_was_passed_over() {
    Attempt cancelled =
        new Attempt(
            "red-5",
            null,
            "red",
            "red-a",
            Path.STANDARD,
            null,
            Usage.NONE,
            0,
            null,
            Duration.ofSeconds(12));
    assertThat(
            Refusal.of(
                List.of(cancelled, cancelled),
                List.of("red-4 (red-a): rests", "red-4 (red-a): rests"),
                Duration.ofSeconds(24),
                true))
        .isEqualTo(
            "No model answered before the deadline, after 2 attempts in 24 s: red-5 (red-a, 12 s):"
                + " cancelled; red-5 (red-a, 12 s): cancelled. Passed over: red-4 (red-a): rests."
                + " Allow more time, or send less.");
    assertThat(Refusal.of(List.of(), List.of(), Duration.ofSeconds(1), false))
        .isEqualTo(
            "No model answered this call, after 0 attempts in 1.0 s. Try again later, or see"
                + " status.");
  }
}
