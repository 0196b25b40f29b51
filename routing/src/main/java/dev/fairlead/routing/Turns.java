package dev.fairlead.routing;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.Dispatch.Means;
import dev.fairlead.routing.journal.Attempt.Start;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Breakers.Throttled;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Lanes;
import dev.fairlead.routing.resilience.Lanes.Slot;
import dev.fairlead.routing.resilience.Purse.Exceeded;
import dev.fairlead.routing.resilience.Purse.Hold;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one call at its candidates: each goes through lane, breaker and purse, in that
 * order, before the model is asked. Used by one thread.
 */
final class Turns {
  /** How a turn at a candidate ended. */
  sealed interface Turn {}

  /** With an answer. */
  record Won(Candidate candidate, Reply reply) implements Turn {}

  record Failed(ProviderError error) implements Turn {}

  /** Without a call of the model, which may be asked after that time. */
  record Early(String why, Duration time) implements Turn {}

  /** Without a call of the model; {@code again} if it may be tried later. */
  record Skipped(String why, boolean again) implements Turn {}

  private final Means means;
  private final Ask ask;
  private final Prompt prompt;
  private final Deadline deadline;
  private final Narrator narrator;
  private final Remaining remaining;
  private final Tally tally;
  private final double cap;

  /** Turns of a call that may cost so much, in USD, over all its attempts. */
  Turns(
      Means means,
      Ask ask,
      Prompt prompt,
      Deadline deadline,
      Narrator narrator,
      Remaining remaining,
      Tally tally,
      double cap) {
    this.means = means;
    this.ask = ask;
    this.prompt = prompt;
    this.deadline = deadline;
    this.narrator = narrator;
    this.remaining = remaining;
    this.tally = tally;
    this.cap = cap;
  }

  /**
   * Waits for its lane, passes its breaker, sets its price aside, and asks it.
   *
   * @param announcement what the caller is told in front of the model's name
   */
  Turn at(Candidate candidate, String announcement) throws InterruptedException {
    String key = candidate.access().id();
    String refused = beyondCap(candidate);
    if (refused != null) {
      return new Skipped(refused, false);
    }
    ChatRequest packed = Requests.of(ask, candidate, prompt.packedFor(candidate.model()));
    Deadline within =
        patient(candidate) ? deadline : Lanes.sooner(deadline, laneWait(candidate.access()));
    Optional<Slot> slot = slot(key, within);
    if (slot.isEmpty()) {
      return new Skipped("no free slot of " + key, true);
    }
    try (Slot _ = slot.get()) {
      return throughBreaker(candidate, packed, announcement);
    }
  }

  private Optional<Slot> slot(String key, Deadline within) throws InterruptedException {
    long start = deadline.ticker().nanos();
    try {
      return means
          .guards()
          .lanes()
          .enter(
              key,
              ask.fanOut() ? Lanes.Kind.FAN_OUT : Lanes.Kind.SINGLE,
              within,
              before -> narrator.waits(key, before));
    } finally {
      tally.queued(deadline.ticker().nanos() - start);
    }
  }

  /** Why this attempt would cost more than the call may, or null if it would not. */
  private @Nullable String beyondCap(Candidate candidate) {
    double left = cap - tally.spent();
    return candidate.estimatedCost() <= left
        ? null
        : String.format(
            Locale.ROOT,
            "about $%.4f is more than the $%.4f left of the cap for a call",
            candidate.estimatedCost(),
            Math.max(0, left));
  }

  private Duration laneWait(Access access) {
    return access.billing() == Access.Billing.PLAN
        ? means.limits().planWait()
        : means.limits().laneWait();
  }

  /** Whether to wait for this candidate as long as there is time, for lack of another. */
  private boolean patient(Candidate candidate) {
    return !remaining.any() || remaining.wasPutOff(candidate);
  }

  private Turn throughBreaker(Candidate candidate, ChatRequest packed, String announcement)
      throws InterruptedException {
    String key = candidate.access().id();
    String model = candidate.model().id();
    return switch (means.guards().breakers().enter(key, model)) {
      case Resting resting -> {
        Duration time = Duration.between(means.outside().wall().instant(), resting.until());
        String why = model + " rests until " + resting.until();
        // a call that comes new to what rests is told at once; one that has tried may wait
        Duration most = tally.attempts().isEmpty() ? Duration.ZERO : means.limits().restWait();
        yield patient(candidate) && fits(time, most)
            ? new Early(why, time)
            : new Skipped(why, false);
      }
      case Throttled(Duration time) -> {
        String why = key + " is rate limited";
        Duration most = patient(candidate) ? deadline.left() : means.limits().patience();
        yield fits(time, most) ? new Early(why, time) : new Skipped(why, true);
      }
      case Pass pass -> {
        try (pass) {
          yield paid(candidate, packed, pass, announcement);
        }
      }
    };
  }

  private Turn paid(Candidate candidate, ChatRequest packed, Pass pass, String announcement)
      throws InterruptedException {
    return switch (means
        .guards()
        .purse()
        .reserve(candidate.access(), candidate.estimatedCost(), deadline.left())) {
      case Exceeded(String why) -> new Skipped(why, false);
      case Hold hold -> {
        try (hold) {
          yield call(candidate, packed, pass, hold, announcement);
        }
      }
    };
  }

  private boolean fits(Duration time, Duration most) {
    return time.compareTo(most) <= 0 && time.compareTo(deadline.left()) < 0;
  }

  @SuppressWarnings("IllegalCatch") // a fault of one adapter must not cost the caller the other one
  private Turn call(
      Candidate candidate, ChatRequest packed, Pass pass, Hold hold, String announcement)
      throws InterruptedException {
    Provider provider = means.providers().get(candidate.model().provider());
    if (provider == null) {
      return new Skipped("nothing here speaks to " + candidate.model().provider(), false);
    }
    narrator.turn(announcement + candidate.model().id());
    Timing before = tally.before();
    String beginning = tally.beginningFor(candidate);
    Start start = tally.start(beginning);
    ChatRequest request = Requests.from(beginning, packed);
    Reply reply = new Reply(candidate.model().id(), beginning, deadline, narrator);
    narrator.answering(reply);
    var patience =
        Requests.patience(
            means.limits(), request.stream(), deadline.left(), remaining.otherModel(candidate));
    @Nullable ProviderError error;
    try {
      ChatRequest fitted =
          VendorCount.fitted(
              provider, request, candidate.access(), ask.requirements(), deadline.left());
      if (VendorCount.isAskedFor(request, ask.requirements())) {
        reply.counted();
      }
      provider.chat(fitted, candidate.access(), patience, reply);
      error = reply.flaw().orElse(null);
    } catch (ProviderException e) {
      error = e.error();
    } catch (Reply.Late _) {
      error = reply.late();
    } catch (InterruptedException e) {
      hold.settle(tally.note(candidate, reply, null, start, before));
      throw e;
    } catch (RuntimeException e) {
      error = new ProviderError.Malformed("the adapter failed with " + e.getClass().getName());
    }
    hold.settle(tally.note(candidate, reply, error, start, before));
    if (error == null) {
      pass.succeeded();
      return new Won(candidate, reply);
    }
    if (!cutShort(error)) {
      pass.failed(error);
    }
    return new Failed(error);
  }

  /** Whether the model had less time than it can be expected to need. */
  private boolean cutShort(ProviderError error) {
    return error instanceof TimedOut(var phase, Duration time)
        && phase != Phase.CONNECT
        && time.compareTo(means.limits().fairWait()) < 0;
  }
}
