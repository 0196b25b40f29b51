package dev.fairlead.routing;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Health.Trouble;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast models were in this process and how often they failed. What was seen counts half as much
 * after a while: vendors change, and a model that did badly must get its chance again.
 */
final class Speeds {
  /** Calls that count; an average then moves by a tenth of each new one. */
  private static final double MEMORY = 10;

  /** After so long a call counts half. */
  private static final Duration HALF_LIFE = Duration.ofMinutes(10);

  /** How old a summary may be before it is made anew. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** What counts less than this is as good as unknown. */
  private static final double FORGOTTEN = 0.05;

  /** What was seen of all models, as it counts now. */
  record Measured(Map<String, Speed> speeds, Map<String, Trouble> troubles) {
    static final Measured NOTHING = new Measured(Map.of(), Map.of());
  }

  /** An average, and how much it counts. */
  private record Average(double value, double weight) {
    static final Average NONE = new Average(0, 0);

    Average aged(double share) {
      return new Average(value, weight * share);
    }

    Average and(double other) {
      double before = Math.min(MEMORY - 1, weight);
      return new Average((value * before + other) / (before + 1), before + 1);
    }
  }

  /** One model, as of a moment. */
  private record Seen(
      long at, Average millis, Average rate, double failures, double calls, Average lost) {
    static Seen nothing(long at) {
      return new Seen(at, Average.NONE, Average.NONE, 0, 0, Average.NONE);
    }

    Seen aged(long now) {
      double share = Math.pow(0.5, Math.max(0, now - at) / (double) HALF_LIFE.toNanos());
      return new Seen(
          now,
          millis.aged(share),
          rate.aged(share),
          failures * share,
          calls * share,
          lost.aged(share));
    }
  }

  private final Map<String, Seen> seen = new HashMap<>();
  private Measured summary = Measured.NOTHING;
  private long summed;
  private boolean stale;

  synchronized Measured measured(long now) {
    if (stale || (!seen.isEmpty() && now - summed > FRESH.toNanos())) {
      summary = sum(now);
      summed = now;
      stale = false;
    }
    return summary;
  }

  private Measured sum(long now) {
    Map<String, Speed> speeds = new HashMap<>();
    Map<String, Trouble> troubles = new HashMap<>();
    seen.forEach((model, old) -> {
      Seen one = old.aged(now);
      if (one.rate().weight() > FORGOTTEN) {
        Duration first = Duration.ofMillis(Math.round(one.millis().value()));
        speeds.put(model, new Speed(first, one.rate().value(), one.rate().weight()));
      }
      if (one.failures() > FORGOTTEN) {
        Duration lost = Duration.ofMillis(Math.round(one.lost().value()));
        troubles.put(model, new Trouble(one.failures(), one.calls(), lost));
      }
    });
    return new Measured(speeds, troubles);
  }

  /**
   * Learns from an answer.
   *
   * @param firstEvent when its first event came, or null if it was not streamed
   */
  synchronized void answered(
      String model, @Nullable Duration firstEvent, Duration took, long tokens, long now) {
    Seen old = seen.getOrDefault(model, Seen.nothing(now)).aged(now);
    Average millis = old.millis();
    Average rate = old.rate();
    double seconds = firstEvent == null ? 0 : took.minus(firstEvent).toMillis() / 1e3;
    if (firstEvent != null && tokens > 0 && seconds > 0) {
      millis = millis.and((double) firstEvent.toMillis());
      rate = rate.and(tokens / seconds);
    }
    seen.put(model, new Seen(now, millis, rate, old.failures(), old.calls() + 1, old.lost()));
    stale = true;
  }

  /** Learns from a failure, if it was the vendor's. */
  synchronized void failed(String model, ProviderError error, Duration took, long now) {
    if (!vendors(error)) {
      return;
    }
    Seen old = seen.getOrDefault(model, Seen.nothing(now)).aged(now);
    seen.put(
        model,
        new Seen(
            now,
            old.millis(),
            old.rate(),
            old.failures() + 1,
            old.calls() + 1,
            old.lost().and((double) took.toMillis())));
    stale = true;
  }

  private static boolean vendors(ProviderError error) {
    return switch (error) {
      case ProviderError.RateLimited _,
          ProviderError.Overloaded _,
          ProviderError.Unavailable _,
          ProviderError.TimedOut _,
          ProviderError.Disconnected _,
          ProviderError.Interrupted _,
          ProviderError.Malformed _,
          ProviderError.Empty _ ->
          true;
      case ProviderError.QuotaExhausted _,
          ProviderError.NoBalance _,
          ProviderError.Unauthorized _,
          ProviderError.Forbidden _,
          ProviderError.ModelUnavailable _,
          ProviderError.TooLong _,
          ProviderError.ContentFiltered _,
          ProviderError.Rejected _ ->
          false;
    };
  }
}
