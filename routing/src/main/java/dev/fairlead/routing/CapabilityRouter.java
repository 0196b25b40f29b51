package dev.fairlead.routing;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatEvent.Finished;
import dev.fairlead.providers.ChatEvent.Reason;
import dev.fairlead.providers.Provider;
import dev.fairlead.routing.Dispatch.Means;
import dev.fairlead.routing.Speeds.Measured;
import dev.fairlead.routing.Turns.Won;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Decision.Outcome;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.Outside;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Budget;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Health;
import dev.fairlead.routing.selection.Health.KeyedModel;
import dev.fairlead.routing.selection.Health.Rest;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Selection;
import dev.fairlead.routing.selection.Situation;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Routes calls by what they need, to models that can do it and are well. */
public final class CapabilityRouter implements Router {
  private final Supplier<Roster> roster;
  private final Means means;
  private final Journal journal;
  private final Ids ids;
  private final Speeds speeds = new Speeds();
  private final Warmth warmth = new Warmth();

  /**
   * A router over those models and providers.
   *
   * @param roster the models, keys and switches in force; asked for each call, so that settings can
   *     change while the daemon runs, and expected to give the same object until they do
   * @param providers by name; looked up for each attempt, so that some can be added later
   * @param guards breakers and lanes
   * @param journal where decisions go
   * @param outside time, waiting and chance
   * @param limits how far to go for one call
   */
  public CapabilityRouter(
      Supplier<Roster> roster,
      Map<String, Provider> providers,
      Guards guards,
      Journal journal,
      Outside outside,
      RouterLimits limits) {
    this.roster = roster;
    this.means = new Means(providers, guards, outside, limits);
    this.journal = journal;
    this.ids = new Ids(outside.wall(), outside.chance());
  }

  @Override
  public Plan plan(Ask ask) {
    return Selection.plan(ask, situation(ask));
  }

  @Override
  public long leastWindow() {
    return roster.get().leastWindow(today());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(means.outside().wall().instant(), ZoneOffset.UTC);
  }

  /** All that a plan for that ask depends on at this moment, beside the ask. */
  public Situation situation(Ask ask) {
    Budget budget = means.guards().purse().budget();
    return new Situation(roster.get(), health(), today(), warmth.of(ask.thread()), budget);
  }

  @Override
  public Decision answeredDirectly(Ask ask) {
    Plan plan = new Plan(ask, List.of(), List.of());
    Deadline now = Deadline.in(Duration.ZERO, means.outside().ticker());
    return new Ledger(plan, Bounds.NONE, now, null).direct();
  }

  @Override
  public Answer run(Ask ask, Prompt prompt, Deadline deadline, Progress progress)
      throws RoutingException, InterruptedException {
    Situation situation = situation(ask);
    return run(
        new Course(Selection.plan(ask, situation), situation, null), prompt, deadline, progress);
  }

  /** The same by a plan that is made already. */
  Answer run(Course course, Prompt prompt, Deadline deadline, Progress progress)
      throws RoutingException, InterruptedException {
    Plan plan = course.plan();
    Situation situation = course.situation();
    Bounds bounds = situation.roster().switches().bounds();
    Ledger ledger = new Ledger(plan, bounds, deadline, course.placement());
    journal.prepare();
    if (plan.candidates().isEmpty()) {
      String message = Refusal.of(plan, situation.roster());
      throw new RoutingException(
          message, ledger.unanswered(Outcome.REFUSED, ledger.untried(), message));
    }
    Dispatch dispatch = new Dispatch(means, plan, prompt, deadline, progress, bounds.priceCap());
    Won won = go(dispatch, ledger);
    learn(plan.ask(), dispatch.attempts(), won);
    if (won == null) {
      String message =
          Refusal.of(dispatch.attempts(), dispatch.skips(), ledger.took(), deadline.passed());
      throw new RoutingException(
          message, ledger.unanswered(Outcome.FAILED, dispatch.tally(), message));
    }
    return answer(won, ledger.answered(won, dispatch.tally()));
  }

  @SuppressWarnings("IllegalCatch") // whatever becomes of a call, the journal knows of it
  private static @Nullable Won go(Dispatch dispatch, Ledger ledger) throws InterruptedException {
    try {
      return dispatch.go();
    } catch (InterruptedException e) {
      ledger.unanswered(Outcome.CANCELLED, dispatch.tally(), "the caller cancelled the call");
      throw e;
    } catch (RuntimeException | Error e) {
      String message = "a fault in the daemon: " + e.getClass().getName();
      ledger.unanswered(Outcome.FAILED, dispatch.tally(), message);
      throw e;
    }
  }

  private static Answer answer(Won won, Decision decision) {
    Finished finished = won.reply().finished();
    Reason reason = finished == null ? Reason.STOP : finished.reason();
    return new Answer(
        won.reply().text(), won.reply().reasoning(), reason, decision, won.reply().pages());
  }

  private void learn(Ask ask, List<Attempt> attempts, @Nullable Won won) {
    long now = means.outside().ticker().nanos();
    for (Attempt attempt : attempts) {
      if (attempt.error() != null) {
        speeds.failed(attempt.model(), attempt.error(), attempt.took(), now);
      }
    }
    if (won != null) {
      warmth.remember(ask.thread(), won.candidate());
      boolean streamed = won.candidate().using().contains(Capability.STREAMING);
      speeds.answered(
          won.candidate().model().id(),
          streamed ? won.reply().firstEvent() : null,
          won.reply().took(),
          won.reply().usage().completionTokens(),
          now);
    }
  }

  private Health health() {
    List<Resting> resting = means.guards().breakers().resting();
    Measured measured = speeds.measured(means.outside().ticker().nanos());
    if (resting.isEmpty()) {
      return new Health(Map.of(), Map.of(), measured.speeds(), measured.troubles());
    }
    Map<String, Rest> keys = new HashMap<>();
    Map<KeyedModel, Rest> pairs = new HashMap<>();
    for (Resting one : resting) {
      Rest rest = new Rest(one.why() + " (" + one.key() + ")", one.until());
      if (one.model() == null) {
        keys.put(one.key(), rest);
      } else {
        pairs.put(new KeyedModel(one.key(), one.model()), rest);
      }
    }
    return new Health(keys, pairs, measured.speeds(), measured.troubles());
  }

  /** The decision of one call in the making; one of its methods is called, once. */
  private final class Ledger {
    private final Plan plan;
    private final Bounds bounds;
    private final Deadline deadline;
    private final @Nullable Placement placement;
    private final Instant at;

    Ledger(Plan plan, Bounds bounds, Deadline deadline, @Nullable Placement placement) {
      this.plan = plan;
      this.bounds = bounds;
      this.deadline = deadline;
      this.placement = placement;
      this.at = means.outside().wall().instant().minus(took());
    }

    /** Since the call came in: what its tool did before counts too. */
    Duration took() {
      return Duration.ofNanos(deadline.ticker().nanos() - deadline.begin());
    }

    Tally untried() {
      return new Tally(plan.ask(), deadline.ticker(), Progress.SoFar.NOTHING);
    }

    Decision direct() {
      return close(Outcome.ANSWERED, untried(), Path.DIRECT, List.of(), null);
    }

    Decision answered(Won won, Tally tally) {
      Candidate candidate = won.candidate();
      return close(Outcome.ANSWERED, tally, candidate.path(), candidate.degradations(), null);
    }

    Decision unanswered(Outcome outcome, Tally tally, String message) {
      Path path = tally.attempts().isEmpty() ? planned() : tally.attempts().getLast().path();
      return close(outcome, tally, path, List.of(), message);
    }

    private Path planned() {
      return plan.candidates().isEmpty()
          ? Path.of(plan.ask().requirements().strict().required())
          : plan.candidates().getFirst().path();
    }

    /** Records with the interrupt flag down, since an interrupt would close what others share. */
    Decision close(
        Outcome outcome,
        Tally tally,
        Path path,
        List<Degradation> degradations,
        @Nullable String message) {
      Duration took = took();
      Decision decision =
          new Decision(
              ids.next(),
              at,
              plan,
              tally.attempts(),
              outcome,
              path,
              degradations,
              took,
              message,
              tally.timing().within(took),
              bounds,
              placement);
      boolean interrupted = Thread.interrupted();
      try {
        journal.record(decision);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      return decision;
    }
  }
}
