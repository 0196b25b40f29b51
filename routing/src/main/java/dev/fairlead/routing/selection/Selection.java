package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Model;
import dev.fairlead.routing.selection.Budget.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final Standing standing;
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

  /** By the same index. */
  private final double[] scores;

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
    this.order = new long[roster.entries().length * roster.mostKeys()];
    this.scores = new double[order.length];
    this.standing = new Standing(ask, situation);
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
    WhyNot why = new WhyNot(ask, situation, standing, pin, most);
    Entry[] entries = roster.entries();
    for (int i = 0; i < entries.length; i++) {
      Entry entry = entries[i];
      int using = entry.using(required, preferred);
      if (!admits(entry, using) || !ranksAKey(entry, using, i)) {
        rejections.add(why.rejection(entry));
      }
    }
    Arrays.sort(order, 0, found);
    return new Plan(ask, candidates(), rejections);
  }

  private boolean admits(Entry entry, int using) {
    return entry.rejection == null
        && (required & ~entry.able) == 0
        && (pin == null || pin.admits(entry.model))
        && needs.outputTokens() <= entry.model.output()
        && needs.inputTokens() + needs.outputTokens() <= entry.model.context()
        && !entry.endedBy(situation.today())
        && entry.clash(using) == 0;
  }

  /** Whether a key of the model can be used; each that can is a candidate. */
  private boolean ranksAKey(Entry entry, int using, int index) {
    int before = found;
    long lost = 255L - met(entry, using);
    for (int k = 0; k < entry.keys.length; k++) {
      Access key = entry.keys[k];
      double cost = entry.cost(key, needs);
      if (cost <= most && !standing.usedUp(key) && standing.rest(entry, key) == null) {
        int place = index * roster.mostKeys() + k;
        scores[place] = standing.score(entry, key, cost);
        long worse = (long) ((2 - scores[place]) * GRAIN);
        order[found++] = (((lost << SCORE_BITS) | worse) << INDEX_BITS) | place;
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

  private List<Candidate> candidates() {
    Candidate[] candidates = new Candidate[found];
    for (int i = 0; i < found; i++) {
      candidates[i] = candidate((int) (order[i] & INDEX));
    }
    diversify(candidates);
    return List.of(candidates);
  }

  private Candidate candidate(int index) {
    Entry entry = roster.entries()[index / roster.mostKeys()];
    Access key = entry.keys[index % roster.mostKeys()];
    int used = entry.using(required, preferred);
    boolean unthought = unthought(entry, used);
    EffortFit fit = entry.fit(unthought ? EffortFit.place(false, null) : place);
    int using = used | (fit.effort() == null ? 0 : Masks.THINKING);
    int aside = unthought ? 0 : Masks.THINKING;
    return new Candidate(
        entry.model,
        key,
        Masks.set(using),
        fit.effort(),
        degradations(preferred & ~used & ~aside, fit.changes()),
        entry.cost(key, needs),
        scores[index]);
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
}
