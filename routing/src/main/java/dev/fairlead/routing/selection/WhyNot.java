package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Model;
import dev.fairlead.routing.selection.Budget.Limit;
import dev.fairlead.routing.selection.Budget.Window;
import dev.fairlead.routing.selection.Health.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says of one model after the other why a plan leaves it out. For one plan. */
final class WhyNot {
  private final Ask ask;
  private final Situation situation;
  private final Standing standing;
  private final Requirements needs;
  private final @Nullable Pin pin;
  private final double most;
  private final int required;
  private final int preferred;

  /** Of the model that is being looked at. */
  private final List<Reason> reasons = new ArrayList<>();

  WhyNot(Ask ask, Situation situation, Standing standing, @Nullable Pin pin, double most) {
    this.ask = ask;
    this.situation = situation;
    this.standing = standing;
    this.needs = ask.requirements();
    this.pin = pin;
    this.most = most;
    this.required = Masks.of(needs.required());
    this.preferred = Masks.of(needs.preferred());
  }

  /** Every reason against a model that cannot be asked. */
  Rejection rejection(Entry entry) {
    Model model = entry.model;
    int missing = required & ~entry.able;
    reasons.clear();
    if (pin != null && !pin.admits(model)) {
      String fixed = String.valueOf(pin.model());
      reasons.add(
          ask.model() == null ? new Reason.NotFixed(fixed) : new Reason.NotAsked(ask.model()));
    }
    if (entry.endedBy(situation.today())) {
      var end = Objects.requireNonNull(model.retirement());
      reasons.add(new Reason.Retired(end.on(), end.successor()));
    }
    if ((missing & entry.born) != 0) {
      reasons.add(
          new Reason.SwitchedOff("routing.off.capabilities: " + labels(missing & entry.born)));
    }
    int clash = missing == 0 ? entry.clash(entry.using(required, preferred)) : 0;
    if (clash != 0) {
      reasons.add(new Reason.Clashes(Masks.set(clash)));
    }
    addSizes(model);
    addKeys(entry);
    Rejection usual = entry.lacking(missing & ~entry.born);
    if (reasons.isEmpty()) {
      return Objects.requireNonNull(usual, "a model that nothing speaks against was left out");
    }
    if (usual != null) {
      reasons.addAll(0, usual.reasons());
    }
    return new Rejection(model.id(), model.provider(), reasons);
  }

  private void addSizes(Model model) {
    if (needs.inputTokens() + needs.outputTokens() > model.context()) {
      reasons.add(new Reason.TooSmall(model.context(), needs.inputTokens() + needs.outputTokens()));
    }
    if (needs.outputTokens() > model.output()) {
      reasons.add(new Reason.ShortAnswers(model.output(), needs.outputTokens()));
    }
  }

  /** Why each key cannot be used, unless one can. */
  private void addKeys(Entry entry) {
    int before = reasons.size();
    for (Access key : entry.keys) {
      double cost = entry.cost(key, needs);
      Rest rest = standing.rest(entry, key);
      if (cost <= most && !standing.usedUp(key) && rest == null) {
        if (reasons.size() > before) {
          reasons.subList(before, reasons.size()).clear();
        }
        return;
      }
      addMoney(key, cost);
      if (rest != null) {
        addOnce(new Reason.Resting(rest.why(), rest.until()));
      }
    }
    reasons.addAll(entry.barred);
  }

  private void addMoney(Access key, double cost) {
    double cap = situation.roster().switches().bounds().priceCap();
    if (cost > cap) {
      addOnce(new Reason.TooDear(cost, cap));
    }
    Limit limit = situation.budget().tightest();
    if (limit != null && cost > limit.left()) {
      addOnce(new Reason.OverBudget(cost, limit.left(), limit.cap(), limit.setting()));
    }
    Window window = standing.window(key);
    if (window != null && window.usedUp()) {
      addOnce(new Reason.WindowUsed(key.id(), window.size(), window.free()));
    }
  }

  private void addOnce(Reason reason) {
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
  }

  private static String labels(int mask) {
    return String.join(", ", Masks.set(mask).stream().sorted().map(c -> c.label()).toList());
  }
}
