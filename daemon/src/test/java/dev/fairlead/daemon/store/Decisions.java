package dev.fairlead.daemon.store;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Decisions to be kept. */
public final class Decisions {
  private static final Duration MS = Duration.ofMillis(1);

  /** Where the time of the attempt that answered went. */
  static final Timing TIMING =
      new Timing(
          Duration.ofNanos(1_234_567), MS, MS, MS, MS, Duration.ofMillis(4), Duration.ofMillis(13));

  /** Where its call could go. */
  static final Bounds BOUNDS =
      new Bounds(
          Set.of("other", "acme"),
          Set.of(Access.Region.OWN),
          Set.of(Access.Billing.METERED),
          true,
          1.5);

  private static final Usage USAGE = new Usage(100, 40, 30, 10);

  private Decisions() {}

  /** One with two attempts, the first of which failed. */
  public static Decision numbered(long number) {
    Ask ask =
        new Ask(
            "chat",
            Requirements.NONE.requiring(Capability.VISION).thinking(Effort.HIGH).input(123),
            Policy.CHEAP,
            "m-2",
            "thread-1",
            List.of(new Ask.Sent("A.java", 12, "abc")));
    Rejection left =
        new Rejection("m-0", "acme", List.of(new Reason.Retired(LocalDate.EPOCH, "m-2")));
    Attempt failed =
        new Attempt(
            "m-1",
            null,
            "acme",
            "acme-1",
            Path.VISION,
            new ProviderError.Unavailable(503),
            Usage.NONE,
            0,
            null,
            Duration.ofMillis(5));
    Attempt answered =
        new Attempt(
            "m-2",
            "m-2-0101",
            "other",
            "other-1",
            Path.VISION,
            null,
            USAGE,
            0.25,
            Duration.ofMillis(7),
            Duration.ofMillis(20),
            TIMING,
            new Attempt.Thought("high", "on"),
            List.of(new ChatEvent.Adjusted("temperature", "m-2 fixes it")),
            Attempt.Start.NEW);
    return new Decision(
        new UUID(0x0190_0000_0000_7000L + number, 0x8000_0000_0000_0000L),
        Instant.EPOCH.plusSeconds(number),
        new Plan(ask, List.of(), List.of(left)),
        List.of(failed, answered),
        Decision.Outcome.ANSWERED,
        Path.VISION,
        List.of(new Degradation("effort", "high", "low")),
        Duration.ofMillis(30),
        null,
        TIMING.plus(new Timing(MS, MS, MS, MS, MS, MS, MS)),
        BOUNDS,
        null);
  }

  /** Has a decision kept, and waits until it is. */
  public static void record(Journal journal, Decision decision) {
    journal.record(decision);
    journal.settle();
  }

  /** The same about another ask, whose plan has those candidates, and whose attempts went so. */
  public static Decision of(
      Decision like, Ask ask, List<Candidate> candidates, List<Attempt> attempts) {
    return new Decision(
        like.id(),
        like.at(),
        new Plan(ask, candidates, List.of()),
        attempts,
        attempts.isEmpty() ? Decision.Outcome.REFUSED : Decision.Outcome.ANSWERED,
        like.path(),
        List.of(),
        like.took(),
        null,
        like.timing(),
        like.bounds(),
        like.placement());
  }
}
