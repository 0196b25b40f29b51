package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Model;
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

  /** The id of the only model that may answer, or null for any. */
  private final @Nullable String pinned;

  /** Best first once sorted: what is lost of the preferred, the score upside down, the index. */
  private final long[] order;

  private int found;
  private final List<Rejection> rejections = new ArrayList<>();

  private Selection(Ask ask, Situation situation) {
    this.ask = ask;
    this.situation = situation;
    this.roster = situation.roster();
    this.needs = ask.requirements();
    this.required = Masks.of(needs.required());
    this.preferred = Masks.of(needs.preferred());
    this.place = EffortFit.place(((required | preferred) & Masks.THINKING) != 0, needs.effort());
    this.pinned =
        ask.model() == null ? null : roster.catalog().find(ask.model()).map(Model::id).orElse(null);
    this.order = new long[roster.entries().size() * roster.mostKeys()];
  }

  /** The plan for that ask in that situation. */
  public static Plan plan(Ask ask, Situation situation) {
    return new Selection(ask, situation).plan();
  }

  private Plan plan() {
    if (ask.model() != null && pinned == null) {
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
        && (ask.model() == null || entry.model.id().equals(pinned))
        && needs.outputTokens() <= entry.model.output()
        && needs.inputTokens() + needs.outputTokens() <= entry.model.context()
        && !entry.endedBy(situation.today());
  }

  /** Whether a key of the model can be used; each that can is a candidate. */
  private boolean ranksAKey(Entry entry, int index) {
    int before = found;
    for (int k = 0; k < entry.keys.size(); k++) {
      Access key = entry.keys.get(k);
      double cost = entry.cost(key, needs);
      if (cost <= roster.switches().bounds().priceCap() && rest(entry, key) == null) {
        long lost = 255L - met(entry);
        long worse = (long) ((2 - score(entry, key, cost)) * GRAIN);
        order[found++] =
            (((lost << SCORE_BITS) | worse) << INDEX_BITS) | ((long) index * roster.mostKeys() + k);
      }
    }
    return found > before;
  }

  private int met(Entry entry) {
    return Masks.weight(preferred & entry.able)
        + (entry.fit(place).met() ? Masks.EFFORT_WEIGHT : 0);
  }

  private double score(Entry entry, Access key, double cost) {
    var speeds = situation.health().speeds();
    var speed = speeds.isEmpty() ? null : speeds.get(entry.model.id());
    int tier = entry.model.tier();
    double score = Score.of(ask.policy(), tier, cost, Score.seconds(tier, speed));
    KeyedModel warm = situation.warm();
    return warm != null && warm.model().equals(entry.model.id()) && warm.key().equals(key.id())
        ? score + Score.WARMTH
        : score;
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
    EffortFit fit = entry.fit(place);
    int using = ((required | preferred) & entry.able) | (fit.effort() == null ? 0 : Masks.THINKING);
    double cost = entry.cost(key, needs);
    return new Candidate(
        entry.model,
        key,
        Masks.set(using),
        fit.effort(),
        degradations(preferred & ~entry.able & ~Masks.THINKING, fit.changes()),
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
    if (ask.model() != null && !model.id().equals(pinned)) {
      reasons.add(new Reason.NotAsked(ask.model()));
    }
    if (entry.endedBy(situation.today())) {
      var end = Objects.requireNonNull(model.retirement());
      reasons.add(new Reason.Retired(end.on(), end.successor()));
    }
    if ((missing & entry.born) != 0) {
      reasons.add(
          new Reason.SwitchedOff("routing.off.capabilities: " + labels(missing & entry.born)));
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
    double cap = roster.switches().bounds().priceCap();
    int before = reasons.size();
    for (Access key : entry.keys) {
      double cost = entry.cost(key, needs);
      Rest rest = rest(entry, key);
      if (cost <= cap && rest == null) {
        reasons.subList(before, reasons.size()).clear();
        return;
      }
      if (cost > cap) {
        addOnce(new Reason.TooDear(cost, cap), reasons);
      }
      if (rest != null) {
        addOnce(new Reason.Resting(rest.why(), rest.until()), reasons);
      }
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
