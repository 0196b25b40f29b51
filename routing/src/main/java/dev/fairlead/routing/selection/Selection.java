package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Model;
import dev.fairlead.routing.selection.Budget.Limit;
import dev.fairlead.routing.selection.Budget.Window;
import dev.fairlead.routing.selection.Health.KeyedModel;
import dev.fairlead.routing.selection.Health.Rest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan of an ask and a situation: the same two always give the same plan. Models that can
 * do all that is required are ordered by how much of the preferred they do, then by the policy,
 * then by the catalog.
 */
public final class Selection {
  /** Scores closer than this are a tie. */
  private static final double GRAIN = 1e9;

  private static final int SCORE_BITS = 31;
  private static final int INDEX_BITS = 24;
  private static final long INDEX = (1L << INDEX_BITS) - 1;

  private final Ask ask;
  private final Situation situation;
  private final Roster roster;
  private final Requirements needs;
  private final int required;
  private final int preferred;
  private final int place;

  /** Who alone may answer, or null for any. */
  private final @Nullable Pin pin;

  /** The most that one call may cost. */
  private final double most;

  /** Best first once sorted: what is lost of the preferred, the score upside down, the index. */
  private final long[] order;

  private int found;
  private final List<Rejection> rejections = new ArrayList<>();

  private Selection(Ask ask, Situation situation, @Nullable Pin pin) {
    this.ask = ask;
    this.situation = situation;
    this.roster = situation.roster();
    this.needs = ask.requirements();
    this.required = Masks.of(needs.required());
    this.preferred = Masks.of(needs.preferred());
    this.place = EffortFit.place(((required | preferred) & Masks.THINKING) != 0, needs.effort());
    this.pin = pin;
    Limit limit = situation.budget().tightest();
    double cap = roster.switches().bounds().priceCap();
    this.most = limit == null ? cap : Math.min(cap, limit.left());
    this.order = new long[roster.entries().size() * roster.mostKeys()];
  }

  /** The plan for that ask in that situation. */
  public static Plan plan(Ask ask, Situation situation) {
    String asked = ask.model();
    Pin pin = asked == null ? null : Pin.of(asked, situation.roster().catalog());
    return new Selection(ask, situation, pin).plan();
  }

  /** The plan for an ask that names no model if all such go to that one. */
  public static Plan plan(Ask ask, Situation situation, Model fixed) {
    if (ask.model() != null) {
      throw new IllegalArgumentException("the call asks for " + ask.model());
    }
    return new Selection(ask, situation, new Pin(fixed.id(), null)).plan();
  }

  private Plan plan() {
    if (pin != null && ask.model() != null && !pin.known()) {
      rejections.add(
          new Rejection(
              ask.model(),
              "unknown",
              List.of(new Reason.NotInCatalog(Names.nearest(ask.model(), roster.catalog())))));
    }
    List<Entry> entries = roster.entries();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!admits(entry) || !ranksAKey(entry, i)) {
        rejections.add(rejection(entry));
      }
    }
    Arrays.sort(order, 0, found);
    return new Plan(ask, candidates(), rejections);
  }

  private boolean admits(Entry entry) {
    return entry.rejection == null
        && (required & ~entry.able) == 0
        && (pin == null || pin.admits(entry.model))
        && needs.outputTokens() <= entry.model.output()
        && needs.inputTokens() + needs.outputTokens() <= entry.model.context()
        && !entry.endedBy(situation.today())
        && entry.clash(entry.using(required, preferred)) == 0;
  }

  /** Whether a key of the model can be used; each that can is a candidate. */
  private boolean ranksAKey(Entry entry, int index) {
    int before = found;
    int using = entry.using(required, preferred);
    for (int k = 0; k < entry.keys.size(); k++) {
      Access key = entry.keys.get(k);
      double cost = entry.cost(key, needs);
      if (cost <= most && !usedUp(key) && rest(entry, key) == null) {
        long lost = 255L - met(entry, using);
        long worse = (long) ((2 - score(entry, key, cost)) * GRAIN);
        order[found++] =
            (((lost << SCORE_BITS) | worse) << INDEX_BITS) | ((long) index * roster.mostKeys() + k);
      }
    }
    return found > before;
  }

  private int met(Entry entry, int using) {
    boolean effort = !unthought(entry, using) && entry.fit(place).met();
    return Masks.weight(preferred & using) + (effort ? Masks.EFFORT_WEIGHT : 0);
  }

  /** Whether the model could think, but not together with what else the call uses. */
  private boolean unthought(Entry entry, int using) {
    return (Masks.THINKING & (required | preferred) & entry.able & ~using) != 0;
  }

  private @Nullable Window window(Access key) {
    var windows = situation.budget().windows();
    return windows.isEmpty() ? null : windows.get(key.id());
  }

  private boolean usedUp(Access key) {
    Window window = window(key);
    return window != null && window.usedUp();
  }

  private double score(Entry entry, Access key, double cost) {
    Health health = situation.health();
    String id = entry.model.id();
    var speed = health.speeds().isEmpty() ? null : health.speeds().get(id);
    var trouble = health.troubles().isEmpty() ? null : health.troubles().get(id);
    int tier = entry.model.tier();
    double seconds = Score.seconds(tier, speed) + Score.lost(trouble);
    double worth = cost + shadow(entry, key);
    double score = Score.of(ask.policy(), tier, worth, seconds);
    KeyedModel warm = situation.warm();
    return warm != null && warm.model().equals(entry.model.id()) && warm.key().equals(key.id())
        ? score + Score.WARMTH
        : score;
  }

  /** What a free call is worth when others of the plan's window may be wanted more. */
  private double shadow(Entry entry, Access key) {
    Window window = window(key);
    return window == null ? 0 : window.share() * window.share() * entry.price(needs);
  }

  private @Nullable Rest rest(Entry entry, Access key) {
    Health health = situation.health();
    Rest rest = health.keys().isEmpty() ? null : health.keys().get(key.id());
    return rest != null || health.pairs().isEmpty()
        ? rest
        : health.pairs().get(new KeyedModel(key.id(), entry.model.id()));
  }

  private List<Candidate> candidates() {
    Candidate[] candidates = new Candidate[found];
    for (int i = 0; i < found; i++) {
      candidates[i] = candidate((int) (order[i] & INDEX));
    }
    diversify(candidates);
    return List.of(candidates);
  }

  private Candidate candidate(int index) {
    Entry entry = roster.entries().get(index / roster.mostKeys());
    Access key = entry.keys.get(index % roster.mostKeys());
    int used = entry.using(required, preferred);
    boolean unthought = unthought(entry, used);
    EffortFit fit = entry.fit(unthought ? EffortFit.place(false, null) : place);
    int using = used | (fit.effort() == null ? 0 : Masks.THINKING);
    int aside = unthought ? 0 : Masks.THINKING;
    double cost = entry.cost(key, needs);
    return new Candidate(
        entry.model,
        key,
        Masks.set(using),
        fit.effort(),
        degradations(preferred & ~used & ~aside, fit.changes()),
        cost,
        score(entry, key, cost));
  }

  private static List<Degradation> degradations(int lost, List<Degradation> changes) {
    if (changes.isEmpty()) {
      return Masks.lost(lost);
    }
    if (lost == 0) {
      return changes;
    }
    List<Degradation> both = new ArrayList<>(Masks.lost(lost));
    both.addAll(changes);
    return both;
  }

  /**
   * Moves the best of another provider behind the first, if it does as much of the preferred: a
   * failure is often the provider's, and its other models are then down too.
   */
  private void diversify(Candidate[] candidates) {
    for (int i = 1; i < found; i++) {
      if (order[i] >> (SCORE_BITS + INDEX_BITS) != order[0] >> (SCORE_BITS + INDEX_BITS)) {
        return;
      }
      Candidate other = candidates[i];
      if (!other.model().provider().equals(candidates[0].model().provider())) {
        System.arraycopy(candidates, 1, candidates, 2, i - 1);
        candidates[1] = other;
        return;
      }
    }
  }

  private Rejection rejection(Entry entry) {
    Model model = entry.model;
    int missing = required & ~entry.able;
    List<Reason> reasons = new ArrayList<>(2);
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
    addSizes(model, reasons);
    addKeys(entry, reasons);
    int lacks = missing & ~entry.born;
    if (reasons.isEmpty()) {
      return lacks == 0 && entry.rejection != null
          ? entry.rejection
          : new Rejection(model.id(), model.provider(), both(entry.fixed, lacks));
    }
    reasons.addAll(0, both(entry.fixed, lacks));
    return new Rejection(model.id(), model.provider(), reasons);
  }

  private static List<Reason> both(List<Reason> fixed, int lacks) {
    if (lacks == 0) {
      return fixed;
    }
    if (fixed.isEmpty()) {
      return Masks.lacks(lacks);
    }
    List<Reason> all = new ArrayList<>(fixed);
    all.addAll(Masks.lacks(lacks));
    return all;
  }

  private void addSizes(Model model, List<Reason> reasons) {
    if (needs.inputTokens() + needs.outputTokens() > model.context()) {
      reasons.add(new Reason.TooSmall(model.context(), needs.inputTokens() + needs.outputTokens()));
    }
    if (needs.outputTokens() > model.output()) {
      reasons.add(new Reason.ShortAnswers(model.output(), needs.outputTokens()));
    }
  }

  /** Why each key cannot be used, unless one can. */
  private void addKeys(Entry entry, List<Reason> reasons) {
    int before = reasons.size();
    for (Access key : entry.keys) {
      double cost = entry.cost(key, needs);
      Rest rest = rest(entry, key);
      if (cost <= most && !usedUp(key) && rest == null) {
        reasons.subList(before, reasons.size()).clear();
        return;
      }
      addMoney(key, cost, reasons);
      if (rest != null) {
        addOnce(new Reason.Resting(rest.why(), rest.until()), reasons);
      }
    }
    reasons.addAll(entry.barred);
  }

  private void addMoney(Access key, double cost, List<Reason> reasons) {
    double cap = roster.switches().bounds().priceCap();
    if (cost > cap) {
      addOnce(new Reason.TooDear(cost, cap), reasons);
    }
    Limit limit = situation.budget().tightest();
    if (limit != null && cost > limit.left()) {
      addOnce(new Reason.OverBudget(cost, limit.left(), limit.cap(), limit.setting()), reasons);
    }
    Window window = window(key);
    if (window != null && window.usedUp()) {
      addOnce(new Reason.WindowUsed(key.id(), window.size(), window.free()), reasons);
    }
  }

  private static void addOnce(Reason reason, List<Reason> reasons) {
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
  }

  private static String labels(int mask) {
    return String.join(", ", Masks.set(mask).stream().sorted().map(c -> c.label()).toList());
  }
}
