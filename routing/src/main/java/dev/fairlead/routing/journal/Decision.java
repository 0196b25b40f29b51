package dev.fairlead.routing.journal;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.rollout.Result;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of a plan and of what came of it. Holds no text of prompts or answers.
 *
 * @param id a UUIDv7
 * @param at when the call began
 * @param plan what was planned
 * @param attempts what was tried, in order
 * @param outcome how it ended
 * @param path how the answer came about
 * @param degradations what the answer did without
 * @param took from the beginning to the end
 * @param message what the caller was told when it failed, or null
 * @param timing what that time went to
 * @param bounds where calls of its workspace could go
 * @param placement where the call stood in the roll-out, or null if there was none for it
 */
public record Decision(
    UUID id,
    Instant at,
    Plan plan,
    List<Attempt> attempts,
    Outcome outcome,
    Path path,
    List<Degradation> degradations,
    Duration took,
    @Nullable String message,
    Timing timing,
    Bounds bounds,
    @Nullable Placement placement) {
  public Decision {
    attempts = List.copyOf(attempts);
    degradations = List.copyOf(degradations);
  }

  /** A decision without bounds or a place in a roll-out, whose time was not looked at. */
  public Decision(
      UUID id,
      Instant at,
      Plan plan,
      List<Attempt> attempts,
      Outcome outcome,
      Path path,
      List<Degradation> degradations,
      Duration took,
      @Nullable String message) {
    this(
        id,
        at,
        plan,
        attempts,
        outcome,
        path,
        degradations,
        took,
        message,
        Timing.NONE,
        Bounds.NONE,
        null);
  }

  /** How a call ended. */
  public enum Outcome {
    /** With an answer. */
    ANSWERED,
    /** No model could be asked. */
    REFUSED,
    /** Every attempt failed, or time ran out. */
    FAILED,
    /** The caller cancelled it. */
    CANCELLED;

    /** The word for it in results and rows. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the call says about the way its model was chosen. */
  public Result result() {
    return switch (outcome) {
      case ANSWERED -> Result.ANSWERED;
      case CANCELLED -> Result.ASIDE;
      case REFUSED -> onlyRests() ? Result.ERROR : Result.ASIDE;
      case FAILED -> callersFault() ? Result.ASIDE : Result.ERROR;
    };
  }

  /** Whether a model could have done it that rests after failures, and nothing else is wrong. */
  private boolean onlyRests() {
    return plan.rejections().stream()
        .anyMatch(one -> one.reasons().stream().allMatch(Reason.Resting.class::isInstance));
  }

  private boolean callersFault() {
    ProviderError last = attempts.isEmpty() ? null : attempts.getLast().error();
    return last instanceof ProviderError.Rejected || last instanceof ProviderError.TooLong;
  }

  /** From the beginning to the first event of the answer, if there is one. */
  public Optional<Duration> firstToken() {
    boolean answered = outcome == Outcome.ANSWERED && !attempts.isEmpty();
    return answered && attempts.getLast().firstEvent() != null
        ? Optional.of(took.minus(attempts.getLast().timing().answer()))
        : Optional.empty();
  }

  /** The tokens of all attempts. */
  public Usage usage() {
    return attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
  }

  /** The cost of all attempts, in USD. */
  public double cost() {
    return attempts.stream().mapToDouble(Attempt::cost).sum();
  }
}
