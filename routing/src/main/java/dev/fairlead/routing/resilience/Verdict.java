package dev.fairlead.routing.resilience;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Empty;
import dev.fairlead.providers.ProviderError.Forbidden;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.ModelUnavailable;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.QuotaExhausted;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows from the failure of an attempt. */
public sealed interface Verdict {
  /** The same model with the same key again, after that time. */
  record RetrySame(Duration after) implements Verdict {}

  /** A candidate with another key, the same model's if there is one. */
  record NextKey() implements Verdict {}

  /** The next candidate of another model. */
  record NextModel() implements Verdict {}

  /** The next candidate of another provider. */
  record NextProvider() implements Verdict {}

  /** No attempt would help, or none is left. */
  record GiveUp() implements Verdict {}

  /**
   * The verdict on that error. Never asks for a candidate that {@code tries} says is not there, and
   * never for a wait that does not end before the time that is left.
   */
  static Verdict on(ProviderError error, Tries tries, Duration left) {
    if (left.isZero() || left.isNegative()) {
      return new GiveUp();
    }
    return switch (error) {
      case RateLimited(var after) -> waitOr(after, tries, left, anotherKey(tries));
      case Overloaded(var after) -> waitOr(after, tries, left, anotherModel(tries));
      case Unavailable(int _) -> elseWait(anotherProvider(tries), tries, left);
      case TimedOut(Phase phase, Duration _) ->
          switch (phase) {
            case CONNECT -> elseWait(anotherProvider(tries), tries, left);
            case FIRST_EVENT, BETWEEN_EVENTS -> elseWait(anotherModel(tries), tries, left);
            case WHOLE -> anotherModel(tries);
          };
      // mostly a connection that was kept too long: a new one works
      case Disconnected(String _) -> onceMore(tries, anotherProvider(tries));
      // what was said is kept if the same model goes on; mostly the connection was at fault
      case Interrupted(String _) ->
          tries.resumable() && tries.same() == 1
              ? new RetrySame(Duration.ZERO)
              : elseWait(anotherModel(tries), tries, left);
      case QuotaExhausted(var _), NoBalance(), Unauthorized(), Forbidden() -> anotherKey(tries);
      case ModelUnavailable(String _, var _), TooLong(long _) -> anotherModel(tries);
      // filters differ between vendors, and most of what they stop is harmless
      case ContentFiltered() -> tries.otherProvider() ? new NextProvider() : new GiveUp();
      case Rejected(String _, String _) -> new GiveUp();
      case Malformed(String _) -> onceMore(tries, anotherProvider(tries));
      case Empty(String finish) ->
          finish.equals("length") ? anotherModel(tries) : onceMore(tries, anotherModel(tries));
    };
  }

  /** Waits if the vendor says for how long and that is short, or if there is nothing else. */
  private static Verdict waitOr(
      @Nullable Duration after, Tries tries, Duration left, Verdict other) {
    boolean alone = other instanceof GiveUp;
    Duration wait = after == null ? tries.pause() : after;
    boolean worthIt =
        alone || (after != null && tries.same() == 1 && wait.compareTo(tries.patience()) <= 0);
    return worthIt && wait.compareTo(left) < 0 ? new RetrySame(wait) : other;
  }

  /** The other if there is one; else the same again after a pause. */
  private static Verdict elseWait(Verdict other, Tries tries, Duration left) {
    return other instanceof GiveUp && tries.pause().compareTo(left) < 0
        ? new RetrySame(tries.pause())
        : other;
  }

  private static Verdict onceMore(Tries tries, Verdict other) {
    return tries.same() == 1 ? new RetrySame(Duration.ZERO) : other;
  }

  private static Verdict anotherKey(Tries tries) {
    return tries.otherKey() ? new NextKey() : new GiveUp();
  }

  private static Verdict anotherModel(Tries tries) {
    return tries.otherModel() ? new NextModel() : anotherKey(tries);
  }

  private static Verdict anotherProvider(Tries tries) {
    return tries.otherProvider() ? new NextProvider() : anotherModel(tries);
  }
}
