package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.Replayed.Measure;
import dev.fairlead.daemon.store.AskLog.Answered;
import dev.fairlead.daemon.store.AskLog.Choice;
import dev.fairlead.daemon.store.AskLog.Found;
import dev.fairlead.daemon.store.AskLog.Logged;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.Refusal;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Health;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Pace;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Selection;
import dev.fairlead.routing.selection.Situation;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans calls of the past again, by the selection that serves calls: with the keys and settings of
 * now, every model well, nothing spent, and no thread known to a vendor. Where a call may go is
 * what the settings say now if it was made for the directory of now, else what they said then.
 */
final class Replay {
  /** The models and settings to plan with. */
  private final Roster roster;

  /** The models in force, which tell what the choices of then cost. */
  private final Catalog present;

  private final @Nullable Policy policy;
  private final String workspace;
  private final LocalDate today;
  private final Map<Bounds, Roster> rosters = new HashMap<>();

  /**
   * A replay.
   *
   * @param installed the keys and settings
   * @param catalog the models to choose from
   * @param policy what to favour, or null for what each call favoured
   * @param workspace the directory whose settings these are
   */
  Replay(
      Installed installed,
      Catalog catalog,
      @Nullable Policy policy,
      String workspace,
      LocalDate today) {
    Roster now = installed.roster();
    this.roster = new Roster(catalog, now.keys(), now.variables(), now.switches());
    this.present = now.catalog();
    this.policy = policy;
    this.workspace = workspace;
    this.today = today;
  }

  /** Each of the calls, planned again. */
  List<Replayed> all(Found found) {
    return found.calls().stream().map(call -> one(call, found.speeds())).toList();
  }

  private Replayed one(Logged call, Map<String, Speed> speeds) {
    Roster among = roster(call);
    Plan plan = Selection.plan(asked(call.ask()), new Situation(among, Health.GOOD, today));
    Measure before = before(call, speeds);
    if (plan.candidates().isEmpty()) {
      return new Replayed(call, null, Refusal.of(plan, among), before, Measure.UNKNOWN);
    }
    Candidate first = plan.candidates().getFirst();
    Answered answered = call.answered();
    return new Replayed(
        call,
        new Choice(first.model().id(), first.access().id()),
        null,
        before,
        measure(first.model(), first.access().billing(), answered, speeds));
  }

  private Ask asked(Ask ask) {
    return policy == null ? ask : ask.favouring(policy);
  }

  private Roster roster(Logged call) {
    if (call.workspace().equals(workspace)) {
      return roster;
    }
    Bounds here = roster.switches().bounds();
    Bounds there =
        new Bounds(
            call.bounds().providers(),
            call.bounds().regions(),
            call.bounds().billing(),
            here.spill(),
            here.priceCap());
    return rosters.computeIfAbsent(
        there,
        bounds ->
            new Roster(
                roster.catalog(),
                roster.keys(),
                roster.variables(),
                roster.switches().with(bounds)));
  }

  /** What is written counts, if the first choice is who answered; else what it costs now. */
  private Measure before(Logged call, Map<String, Speed> speeds) {
    Choice chosen = call.chosen();
    if (chosen == null) {
      return Measure.UNKNOWN;
    }
    Answered answered = call.answered();
    Optional<Model> model = present.find(chosen.model());
    Billing billing =
        roster.keys().stream()
            .filter(key -> key.id().equals(chosen.key()))
            .map(Access::billing)
            .findFirst()
            .orElse(Billing.METERED);
    Measure priced = model.map(m -> measure(m, billing, answered, speeds)).orElse(Measure.UNKNOWN);
    return answered != null && answered.model().equals(chosen.model())
        ? new Measure(answered.cost(), priced.time())
        : priced;
  }

  private static Measure measure(
      Model model, Billing billing, @Nullable Answered answered, Map<String, Speed> speeds) {
    Double cost =
        answered == null
            ? null
            : (Double) (billing == Billing.PLAN ? 0 : model.price().of(answered.usage()));
    return new Measure(cost, Pace.of(model, speeds.get(model.id())));
  }
}
