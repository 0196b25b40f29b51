package dev.fairlead.routing;

import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Attempt.Start;
import dev.fairlead.routing.journal.Attempt.Thought;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call has tried, spent and been told so far. Used by one thread. */
final class Tally {
  private static final int CHARS_PER_TOKEN = 4;

  private final Ask ask;
  private final Ticker ticker;
  private final List<Attempt> attempts = new ArrayList<>();
  private long ready;
  private Timing waits = Timing.NONE;
  private double spent;
  private String said = "";
  private String author = "";
  private boolean broke;
  private boolean cut;

  /**
   * The tally of that ask.
   *
   * @param begun what came of the same call before
   */
  Tally(Ask ask, Ticker ticker, Progress.SoFar begun) {
    this.ask = ask;
    this.ticker = ticker;
    this.ready = ticker.nanos();
    this.said = begun.text();
    this.author = begun.model();
  }

  List<Attempt> attempts() {
    return attempts;
  }

  /** What the attempts cost, as far as that can be known, in USD. */
  double spent() {
    return spent;
  }

  /** The call has waited so long for a slot. */
  void queued(long nanos) {
    waits = waits.plus(waiting(Duration.ofNanos(nanos), Duration.ZERO));
  }

  /** The call has paused so long. */
  void paused(long nanos) {
    waits = waits.plus(waiting(Duration.ZERO, Duration.ofNanos(nanos)));
  }

  private static Timing waiting(Duration lane, Duration pause) {
    return new Timing(
        Duration.ZERO, lane, pause, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** What the time since the last attempt went to, or since the begin of the call. */
  Timing before() {
    return waits.within(Duration.ofNanos(ticker.nanos() - ready));
  }

  /** Where the time of the call went, whatever it was that the daemon itself took. */
  Timing timing() {
    return attempts.stream().map(Attempt::timing).reduce(waits, Timing::plus);
  }

  /**
   * The text that this candidate can go on from, which is its own model's: what another began, a
   * model may well say again. Empty if it has to begin anew.
   */
  String beginningFor(Candidate candidate) {
    boolean able =
        candidate.model().id().equals(author)
            && (cut || candidate.model().parameters().continues())
            && !candidate.using().contains(Capability.JSON_OUTPUT)
            && !candidate.using().contains(Capability.WEB_SEARCH)
            && !candidate.using().contains(Capability.TOOL_CALLING);
    return able ? said : "";
  }

  /** The answer was cut; returns whether its model can be asked to go on from there. */
  boolean goesOn(Candidate candidate, Reply reply) {
    said = reply.text();
    author = candidate.model().id();
    cut = true;
    return !beginningFor(candidate).isEmpty();
  }

  /** How an attempt begins that goes on from that text. */
  Start start(String beginning) {
    if (!beginning.isEmpty()) {
      return Start.CONTINUED;
    }
    return broke ? Start.RESTARTED : Start.NEW;
  }

  /**
   * Notes an attempt that has ended.
   *
   * @return what it cost as far as that can be known, in USD
   */
  double note(
      Candidate candidate, Reply reply, @Nullable ProviderError error, Start start, Timing before) {
    var finished = reply.finished();
    boolean metered = candidate.access().billing() == Billing.METERED;
    double told = metered ? candidate.model().price().of(reply.usage()) : 0;
    attempts.add(
        new Attempt(
            candidate.model().id(),
            finished == null ? null : finished.model(),
            candidate.model().provider(),
            candidate.access().id(),
            candidate.path(),
            error == null ? null : Wording.withoutText(error),
            reply.usage(),
            told,
            reply.firstEvent(),
            reply.took(),
            reply.timing(before),
            thought(candidate),
            reply.adjusted(),
            start));
    ready = ticker.nanos();
    waits = Timing.NONE;
    keep(candidate, reply, error);
    double cost = metered ? Math.max(told, guess(candidate, reply)) : 0;
    spent += cost;
    return cost;
  }

  private Thought thought(Candidate candidate) {
    Requirements needs = ask.requirements();
    Effort effort = needs.effort();
    String wanted =
        !needs.strict().required().contains(Capability.THINKING)
            ? "none"
            : effort == null ? "any" : effort.label();
    return new Thought(wanted, candidate.model().thinking().setting(candidate.effort()).label());
  }

  /** A vendor bills what it sends although it did not live to tell. */
  private double guess(Candidate candidate, Reply reply) {
    if (reply.firstEvent() == null || reply.usage().promptTokens() > 0) {
      return 0;
    }
    var price = candidate.model().price();
    double out = (reply.text().length() + reply.reasoning().length()) / (double) CHARS_PER_TOKEN;
    return (ask.requirements().inputTokens() * price.input() + out * price.output()) / 1e6;
  }

  private void keep(Candidate candidate, Reply reply, @Nullable ProviderError error) {
    if (error == null) {
      return;
    }
    broke |= reply.saidMore();
    if (reply.called() || spoils(error)) {
      said = "";
    } else if (reply.saidMore()) {
      said = reply.text();
      author = candidate.model().id();
    }
  }

  /** Whether nothing should be built on what was said before that error. */
  private static boolean spoils(ProviderError error) {
    return switch (error) {
      case ProviderError.TooLong _,
          ProviderError.ContentFiltered _,
          ProviderError.Rejected _,
          ProviderError.Malformed _,
          ProviderError.Empty _ ->
          true;
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
          ProviderError.ModelUnavailable _ ->
          false;
    };
  }
}
