package dev.fairlead.routing;

import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.Empty;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.routing.Turns.Early;
import dev.fairlead.routing.Turns.Failed;
import dev.fairlead.routing.Turns.Skipped;
import dev.fairlead.routing.Turns.Won;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Attempt.Start;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.Outside;
import dev.fairlead.routing.resilience.Tries;
import dev.fairlead.routing.resilience.Verdict;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the candidates of its plan: the only retries there are. Used by one
 * thread, once.
 */
final class Dispatch {
  /** What all calls share. */
  record Means(
      Map<String, Provider> providers, Guards guards, Outside outside, RouterLimits limits) {}

  private final Means means;
  private final Deadline deadline;
  private final Narrator narrator;
  private final Remaining remaining;
  private final Tally tally;
  private final Turns turns;
  private final List<String> skips = new ArrayList<>();
  private String announcement = "asking ";

  /** A call that may cost so much, in USD, over all its attempts. */
  Dispatch(
      Means means, Plan plan, Prompt prompt, Deadline deadline, Progress progress, double cap) {
    this.means = means;
    this.deadline = deadline;
    this.narrator = new Narrator(progress, deadline.ticker());
    this.remaining = new Remaining(plan.candidates());
    this.tally = new Tally(plan.ask(), deadline.ticker(), progress.begun());
    this.turns = new Turns(means, plan.ask(), prompt, deadline, narrator, remaining, tally, cap);
  }

  /** What it came to so far. */
  Tally tally() {
    return tally;
  }

  /** What was tried so far. */
  List<Attempt> attempts() {
    return tally.attempts();
  }

  /** Why candidates were passed over without a call. */
  List<String> skips() {
    return skips;
  }

  /** The first answer, or null if no candidate had one in time. */
  @Nullable Won go() throws InterruptedException {
    Candidate candidate = remaining.next();
    int same = 0;
    while (candidate != null
        && !deadline.passed()
        && attempts().size() < means.limits().attempts()) {
      switch (turns.at(candidate, announcement)) {
        case Won won -> {
          return whole(won);
        }
        case Skipped(String why, boolean again) -> {
          skip(candidate, why, again);
          candidate = remaining.next();
          same = 0;
        }
        case Early(String why, Duration time) -> {
          String model = candidate.model().id();
          narrator.turn(why + ", asking " + model + " in " + Wording.seconds(time));
          pause(time);
        }
        case Failed(ProviderError error) -> {
          Candidate next = after(error, candidate, ++same);
          same = candidate.equals(next) ? same : 0;
          candidate = next;
        }
      }
    }
    return null;
  }

  /** An answer that was cut at its limit of length is gone on with where it stopped. */
  private Won whole(Won first) throws InterruptedException {
    Won won = first;
    for (int i = 0; i < means.limits().continuations() && !deadline.passed(); i++) {
      Candidate candidate = won.candidate();
      if (!won.reply().isCut() || !tally.goesOn(candidate, won.reply())) {
        break;
      }
      String told = candidate.model().id() + " reached its limit of length, asking on ";
      if (!(turns.at(candidate, told) instanceof Won longer)) {
        break;
      }
      won = longer;
    }
    return won;
  }

  private void skip(Candidate candidate, String why, boolean again) {
    if (!again || deadline.passed() || !remaining.putOff(candidate)) {
      skips.add(candidate.model().id() + " (" + candidate.access().id() + "): " + why);
    }
    announcement = why + ", trying ";
  }

  /** The candidate to go on with, once it may, or null if there is none. */
  private @Nullable Candidate after(ProviderError error, Candidate failed, int same)
      throws InterruptedException {
    remaining.learn(error, failed);
    boolean wordless = error instanceof Rejected || error instanceof Empty;
    if (wordless && attempts().getLast().start() == Start.CONTINUED) {
      announcement = failed.model().id() + " begins anew: ";
      return failed;
    }
    Duration pause = means.limits().backoff().after(same, means.outside().chance());
    Verdict verdict =
        Verdict.on(
            error,
            new Tries(
                same,
                pause,
                means.limits().patience(),
                remaining.otherKey(failed),
                remaining.otherModel(failed),
                remaining.otherProvider(failed),
                !tally.beginningFor(failed).isEmpty()),
            deadline.left());
    String what = failed.model().id() + " " + Wording.brief(error);
    boolean again = verdict instanceof Verdict.RetrySame;
    announcement = what + (again ? ", asking again " : ", trying ");
    if (verdict instanceof Verdict.RetrySame(Duration time)
        && !time.isZero()
        && attempts().size() < means.limits().attempts()) {
      narrator.turn(what + ", again in " + Wording.seconds(time));
      pause(time);
      announcement = "asking again ";
    }
    return remaining.next(verdict, failed);
  }

  private void pause(Duration time) throws InterruptedException {
    long start = deadline.ticker().nanos();
    try {
      means.outside().pause().sleep(time);
    } finally {
      tally.paused(deadline.ticker().nanos() - start);
    }
  }
}
