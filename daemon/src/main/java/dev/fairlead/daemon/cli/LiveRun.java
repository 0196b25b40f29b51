package dev.fairlead.daemon.cli;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Health;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Selection;
import dev.fairlead.routing.selection.Situation;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Asks every model once for each thing that the catalog says it can do.
 *
 * @param installed whose models
 * @param today the day that decides which models have ended
 */
record LiveRun(Installed installed, LocalDate today) {
  private static final Duration FIRST = Duration.ofMinutes(3);
  private static final Duration WHOLE = Duration.ofMinutes(5);

  /** One call to be made. */
  record Step(Model model, Access access, Trial trial) {
    /** The most it may cost, in USD. */
    double cost() {
      return access.billing() == Billing.PLAN ? 0 : trial.cost(model);
    }
  }

  /** What a call says of the catalog. */
  enum Verdict {
    /** The model does what the catalog says. */
    AGREES,
    /** It does not. */
    DIFFERS,
    /** The call failed for a reason that says nothing about the model. */
    UNKNOWN
  }

  /** A call that was made. */
  record Outcome(Step step, Verdict verdict, String detail) {}

  /** The calls for the models that fit, each through the first key that reaches it. */
  List<Step> steps(Predicate<Model> fits) {
    Map<String, Candidate> first = new LinkedHashMap<>();
    Selection.plan(
            Ask.of("doctor", Requirements.NONE.output(1)),
            new Situation(installed.roster(), Health.GOOD, today))
        .candidates()
        .forEach(candidate -> first.putIfAbsent(candidate.model().id(), candidate));
    List<Step> steps = new ArrayList<>();
    for (Model model : installed.catalog().models()) {
      Candidate candidate = first.get(model.id());
      if (candidate != null && fits.test(model)) {
        for (Trial trial : Trial.values()) {
          if (trial.suits(model)) {
            steps.add(new Step(model, candidate.access(), trial));
          }
        }
      }
    }
    return steps;
  }

  /** Makes the calls, as many at once as the lane of each key is wide. */
  List<Outcome> run(List<Step> steps) throws InterruptedException {
    Map<String, Semaphore> lanes = new HashMap<>();
    steps.forEach(step ->
        lanes.computeIfAbsent(
            step.access().id(), id -> new Semaphore(installed.settings().laneOf(id))));
    List<Callable<Outcome>> calls = new ArrayList<>();
    for (Step step : steps) {
      Semaphore lane = Objects.requireNonNull(lanes.get(step.access().id()));
      calls.add(() -> {
        lane.acquire();
        try {
          return ask(step);
        } finally {
          lane.release();
        }
      });
    }
    return Together.all(calls);
  }

  private Outcome ask(Step step) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    AtomicBoolean reasoned = new AtomicBoolean();
    AtomicInteger calls = new AtomicInteger();
    try {
      installed
          .provider(step.access())
          .chat(
              step.trial().request(step.model()),
              step.access(),
              new Patience(FIRST, FIRST, WHOLE),
              event -> {
                switch (event) {
                  case ChatEvent.Reasoning _ -> reasoned.set(true);
                  case ChatEvent.Text(String more) -> text.append(more);
                  case ChatEvent.ToolCall _ -> calls.incrementAndGet();
                  case ChatEvent.Used(var usage) -> {
                    if (usage.reasoningTokens() > 0) {
                      reasoned.set(true);
                    }
                  }
                  case ChatEvent.Adjusted _,
                      ChatEvent.Sent _,
                      ChatEvent.Found _,
                      ChatEvent.Finished _ -> {}
                }
              });
    } catch (ProviderException e) {
      return new Outcome(step, verdict(e.error()), e.error().describe());
    }
    return step.trial()
        .difference(new Trial.Heard(text.toString(), reasoned.get(), calls.get()))
        .map(difference -> new Outcome(step, Verdict.DIFFERS, difference))
        .orElseGet(() -> new Outcome(step, Verdict.AGREES, ""));
  }

  private static Verdict verdict(ProviderError error) {
    return switch (error) {
      case ProviderError.Rejected _, ProviderError.ModelUnavailable _, ProviderError.Malformed _ ->
          Verdict.DIFFERS;
      case ProviderError.RateLimited _,
          ProviderError.Overloaded _,
          ProviderError.Unavailable _,
          ProviderError.TimedOut _,
          ProviderError.Disconnected _,
          ProviderError.Interrupted _,
          ProviderError.QuotaExhausted _,
          ProviderError.NoBalance _,
          ProviderError.Unauthorized _,
          ProviderError.Forbidden _,
          ProviderError.TooLong _,
          ProviderError.ContentFiltered _,
          ProviderError.Empty _ ->
          Verdict.UNKNOWN;
    };
  }
}
