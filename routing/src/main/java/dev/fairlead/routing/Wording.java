package dev.fairlead.routing;

import dev.fairlead.providers.Capability;
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
import dev.fairlead.providers.ProviderError.QuotaExhausted;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for what happens on the way of a call. */
final class Wording {
  private Wording() {}

  /** What follows the name of a model that failed, in as few words as there can be. */
  static String brief(ProviderError error) {
    return switch (error) {
      case RateLimited _ -> "rate limited";
      case Overloaded _ -> "overloaded";
      case Unavailable(int status) -> "unavailable (" + status + ")";
      case TimedOut _ -> "timed out";
      case Disconnected _ -> "disconnected";
      case Interrupted _ -> "broke off";
      case QuotaExhausted _ -> "out of quota";
      case NoBalance _ -> "without balance";
      case Unauthorized _ -> "refused the key";
      case Forbidden _ -> "not permitted";
      case ModelUnavailable _ -> "not served";
      case TooLong _ -> "too small for the prompt";
      case ContentFiltered _ -> "filtered the content";
      case Rejected _ -> "refused the request";
      case Malformed _ -> "not understood";
      case Empty _ -> "without an answer";
    };
  }

  /** The error without the part of an answer that it may carry, whose length alone is kept. */
  static ProviderError withoutText(ProviderError error) {
    return error instanceof Interrupted(String partial)
        ? new Interrupted("*".repeat(partial.length()))
        : error;
  }

  static String seconds(Duration time) {
    double seconds = time.toMillis() / 1e3;
    return seconds < 10
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : Math.round(seconds) + " s";
  }

  /** What a call needs, in one clause. */
  static String needs(Requirements needs) {
    String tokens =
        String.format(
            Locale.ROOT,
            "%,d tokens of input and %,d of answer",
            needs.inputTokens(),
            needs.outputTokens());
    return needs.required().isEmpty() ? tokens : labels(needs.required()) + ", " + tokens;
  }

  private static String labels(Collection<Capability> capabilities) {
    return capabilities.stream().sorted().map(Capability::label).collect(Collectors.joining(", "));
  }
}
