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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Breakers that know what this process has seen. A key rests for its own failures (authorisation,
 * payment, quota), a model with a key for failures of the vendor; mistakes of the caller and
 * cancels count for nothing.
 */
public final class LocalBreakers implements Breakers {
  private record Place(String key, @Nullable String model) {}

  private final BreakerLimits limits;
  private final InstantSource clock;
  private final Map<Place, Breaker> breakers = new HashMap<>();
  private final Map<String, Instant> throttles = new HashMap<>();

  /** Breakers with those limits, all closed. */
  public LocalBreakers(BreakerLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public synchronized Entry enter(String key, String model) {
    Instant now = clock.instant();
    for (Place place : List.of(new Place(key, null), new Place(key, model))) {
      Resting resting = resting(place, now);
      if (resting != null) {
        return resting;
      }
    }
    Instant slow = throttles.get(key);
    if (slow != null && slow.isAfter(now)) {
      return new Throttled(Duration.between(now, slow));
    }
    throttles.remove(key);
    return new Attempt(key, model, probes(key, null), probes(key, model));
  }

  @Override
  public synchronized List<Resting> resting() {
    if (breakers.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Resting> all = new ArrayList<>();
    for (Place place : breakers.keySet()) {
      Resting resting = resting(place, now);
      if (resting != null) {
        all.add(resting);
      }
    }
    return all;
  }

  private @Nullable Resting resting(Place place, Instant now) {
    Breaker breaker = breakers.get(place);
    Instant until = breaker == null ? null : breaker.restsUntil(now);
    return breaker == null || until == null
        ? null
        : new Resting(place.key(), place.model(), breaker.why(), until);
  }

  private boolean probes(String key, @Nullable String model) {
    Breaker breaker = breakers.get(new Place(key, model));
    return breaker != null && breaker.takeProbe();
  }

  /** A pass, and whether it is the probe of the key's breaker and of the model's. */
  private final class Attempt implements Pass {
    private final String key;
    private final String model;
    private boolean keyProbe;
    private boolean modelProbe;

    Attempt(String key, String model, boolean keyProbe, boolean modelProbe) {
      this.key = key;
      this.model = model;
      this.keyProbe = keyProbe;
      this.modelProbe = modelProbe;
    }

    @Override
    public void succeeded() {
      synchronized (LocalBreakers.this) {
        forget(new Place(key, null), keyProbe);
        forget(new Place(key, model), modelProbe);
        keyProbe = false;
        modelProbe = false;
      }
    }

    private void forget(Place place, boolean probe) {
      Breaker breaker = breakers.get(place);
      if (breaker != null) {
        breaker.succeeded(probe);
        if (breaker.idle()) {
          breakers.remove(place);
        }
      }
    }

    @Override
    public void failed(ProviderError error) {
      synchronized (LocalBreakers.this) {
        switch (error) {
          case Unauthorized() -> restKey(limits.refused(), error);
          case NoBalance() -> restKey(limits.unpaid(), error);
          case QuotaExhausted(var until) -> restKey(untilReset(until), error);
          case Forbidden(), ModelUnavailable(String _, var _) -> restModel(error);
          case Overloaded(var _),
              Unavailable(int _),
              Disconnected(String _),
              Interrupted(String _) ->
              countModel(error);
          case TimedOut(Phase phase, Duration _) -> {
            // the whole is the caller's deadline: the vendor may be well
            if (phase != Phase.WHOLE) {
              countModel(error);
            }
          }
          case RateLimited(var after) -> throttle(after == null ? limits.throttle() : after);
          case TooLong(long _),
              ContentFiltered(),
              Rejected(String _, String _),
              Malformed(String _),
              Empty(String _) -> {}
        }
        close();
      }
    }

    private Duration untilReset(@Nullable Instant until) {
      if (until == null) {
        return limits.unpaid();
      }
      Duration wait = Duration.between(clock.instant(), until);
      return wait.compareTo(limits.longestQuota()) > 0 ? limits.longestQuota() : wait;
    }

    private void restKey(Duration time, ProviderError error) {
      breaker(null).rest(time, error.describe(), clock.instant(), keyProbe);
      keyProbe = false;
    }

    private void restModel(ProviderError error) {
      breaker(model).rest(limits.withheld(), error.describe(), clock.instant(), modelProbe);
      modelProbe = false;
    }

    private void countModel(ProviderError error) {
      breaker(model).failed(modelProbe, brief(error), clock.instant(), limits);
      modelProbe = false;
    }

    /** The key is well if it got so far that the model failed, but only a success says so. */
    private void throttle(Duration wait) {
      Instant until = clock.instant().plus(wait);
      throttles.merge(key, until, (a, b) -> a.isAfter(b) ? a : b);
    }

    private Breaker breaker(@Nullable String ofModel) {
      return breakers.computeIfAbsent(new Place(key, ofModel), _ -> new Breaker());
    }

    @Override
    public void close() {
      synchronized (LocalBreakers.this) {
        if (keyProbe) {
          breaker(null).giveBackProbe();
        }
        if (modelProbe) {
          breaker(model).giveBackProbe();
        }
        keyProbe = false;
        modelProbe = false;
      }
    }
  }

  /** Without numbers that differ from failure to failure. */
  private static String brief(ProviderError error) {
    return error instanceof Interrupted ? "answers break off" : error.describe();
  }
}
