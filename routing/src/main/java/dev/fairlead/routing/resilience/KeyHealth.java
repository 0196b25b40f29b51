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
import dev.fairlead.routing.resilience.Breakers.Entry;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Breakers.Throttled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one key and of the models it reaches. The key rests for its own failures
 * (authorisation, payment, quota), a model for failures of the vendor; mistakes of the caller and
 * cancels count for nothing. Not safe for threads: its owner holds a lock.
 */
final class KeyHealth {
  /** Of which breakers an attempt is the probe. */
  record Probes(boolean key, boolean model) {
    static final Probes NONE = new Probes(false, false);
  }

  /** Where the breaker of the key itself is: no model has this name. */
  private static final String KEY = "";

  private final Map<String, Breaker> breakers = new LinkedHashMap<>();
  private Instant slowSince = Instant.EPOCH;
  private Instant slowUntil = Instant.EPOCH;

  /** Whether nothing would be lost by forgetting it. */
  boolean isEmpty() {
    return breakers.isEmpty() && slowUntil.equals(Instant.EPOCH);
  }

  /** Why that model may not be called with the key of that id now, or null if it may. */
  @Nullable Entry refusal(String key, String model, Instant now, LongPredicate alive) {
    for (String place : List.of(KEY, model)) {
      Resting resting = resting(key, place, now, alive);
      if (resting != null) {
        return resting;
      }
    }
    if (Breaker.covers(slowSince, slowUntil, now)) {
      return new Throttled(Duration.between(now, slowUntil));
    }
    slowUntil = Instant.EPOCH;
    return null;
  }

  /** Takes the probes that are due. Call only if there is no {@link #refusal}. */
  Probes takeProbes(String model, long owner) {
    return new Probes(takeProbe(KEY, owner), takeProbe(model, owner));
  }

  private boolean takeProbe(String place, long owner) {
    Breaker breaker = breakers.get(place);
    return breaker != null && breaker.takeProbe(owner);
  }

  /** Whether a probe is under way that somebody else has. */
  boolean probedByOther(long owner) {
    return breakers.values().stream().anyMatch(b -> b.prober() != 0 && b.prober() != owner);
  }

  /** What rests of the key of that id. */
  List<Resting> resting(String key, Instant now, LongPredicate alive) {
    List<Resting> all = new ArrayList<>();
    for (String place : breakers.keySet()) {
      Resting resting = resting(key, place, now, alive);
      if (resting != null) {
        all.add(resting);
      }
    }
    return all;
  }

  private @Nullable Resting resting(String key, String place, Instant now, LongPredicate alive) {
    Breaker breaker = breakers.get(place);
    Instant until = breaker == null ? null : breaker.restsUntil(now, alive);
    return breaker == null || until == null
        ? null
        : new Resting(key, place.equals(KEY) ? null : place, breaker.why(), until);
  }

  /** An attempt went well. */
  void succeeded(String model, Probes probes) {
    forget(KEY, probes.key());
    forget(model, probes.model());
  }

  private void forget(String place, boolean probe) {
    Breaker breaker = breakers.get(place);
    if (breaker != null) {
      breaker.succeeded(probe);
      if (breaker.idle()) {
        breakers.remove(place);
      }
    }
  }

  /** An attempt failed; which of its probes that settles, it no longer has. */
  void failed(String model, Probes probes, ProviderError error, Instant now, BreakerLimits limits) {
    Breakdown breakdown = new Breakdown(model, probes, error, now, limits);
    switch (error) {
      case Unauthorized() -> breakdown.restKey(limits.refused());
      case NoBalance() -> breakdown.restKey(limits.unpaid());
      case QuotaExhausted(var until) -> breakdown.restKey(untilReset(until, now, limits));
      case Forbidden(), ModelUnavailable(String _, var _) -> breakdown.restModel();
      case Overloaded(var _), Unavailable(int _), Disconnected(String _), Interrupted(String _) ->
          breakdown.countModel();
      case TimedOut(Phase phase, Duration _) -> {
        // the whole is the caller's deadline: the vendor may be well
        if (phase == Phase.WHOLE) {
          abandoned(model, probes);
        } else {
          breakdown.countModel();
        }
      }
      case RateLimited(var after) -> {
        slowDown(after == null ? limits.throttle() : after, now, limits);
        abandoned(model, probes);
      }
      case TooLong(long _),
          ContentFiltered(),
          Rejected(String _, String _),
          Malformed(String _),
          Empty(String _) ->
          abandoned(model, probes);
    }
  }

  /** The key rests, as somebody else found. */
  void rest(String why, Instant until, Instant now) {
    breaker(KEY).rest(Duration.between(now, until), why, now, false);
  }

  private static Duration untilReset(@Nullable Instant until, Instant now, BreakerLimits limits) {
    return until == null
        ? limits.unpaid()
        : least(Duration.between(now, until), limits.longestQuota());
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? b : a;
  }

  /** The key is well if it got so far that it was slowed down, but only a success says so. */
  private void slowDown(Duration wait, Instant now, BreakerLimits limits) {
    Instant until = now.plus(least(wait, limits.longestQuota()));
    if (until.isAfter(slowUntil) || !Breaker.covers(slowSince, slowUntil, now)) {
      slowSince = now;
      slowUntil = until;
    }
  }

  /** An attempt ended and nothing is said of it. */
  void abandoned(String model, Probes probes) {
    if (probes.key()) {
      breaker(KEY).giveBackProbe();
    }
    if (probes.model()) {
      breaker(model).giveBackProbe();
    }
  }

  private Breaker breaker(String place) {
    return breakers.computeIfAbsent(place, _ -> new Breaker());
  }

  /** One failure and whom it is laid on. */
  private final class Breakdown {
    private final String model;
    private final Probes probes;
    private final ProviderError error;
    private final Instant now;
    private final BreakerLimits limits;

    Breakdown(String model, Probes probes, ProviderError error, Instant now, BreakerLimits limits) {
      this.model = model;
      this.probes = probes;
      this.error = error;
      this.now = now;
      this.limits = limits;
    }

    void restKey(Duration time) {
      breaker(KEY).rest(time, error.describe(), now, probes.key());
      abandoned(model, new Probes(false, probes.model()));
    }

    void restModel() {
      breaker(model).rest(limits.withheld(), error.describe(), now, probes.model());
      abandoned(model, new Probes(probes.key(), false));
    }

    void countModel() {
      // without numbers that differ from failure to failure
      String why = error instanceof Interrupted ? "answers break off" : error.describe();
      breaker(model).failed(probes.model(), why, now, limits);
      abandoned(model, new Probes(probes.key(), false));
    }
  }

  /** This as bytes, at most so many: what is the least missed is left out. */
  byte[] encoded(int room) {
    byte[] bytes = encoded();
    while (bytes.length > room) {
      String least =
          breakers.entrySet().stream()
              .min(Comparator.comparing(entry -> entry.getValue().freshness()))
              .orElseThrow()
              .getKey();
      breakers.remove(least);
      bytes = encoded();
    }
    return bytes;
  }

  private byte[] encoded() {
    if (isEmpty()) {
      return new byte[0];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Breaker.write(slowSince, out);
      Breaker.write(slowUntil, out);
      out.writeInt(breakers.size());
      for (Map.Entry<String, Breaker> entry : breakers.entrySet()) {
        out.writeUTF(entry.getKey());
        entry.getValue().write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What those bytes say; nothing, if they cannot be read. */
  static KeyHealth decoded(byte[] bytes) {
    KeyHealth health = new KeyHealth();
    if (bytes.length == 0) {
      return health;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      health.slowSince = Breaker.readInstant(in);
      health.slowUntil = Breaker.readInstant(in);
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        health.breakers.put(in.readUTF(), Breaker.read(in));
      }
      return health;
    } catch (IOException | DateTimeException _) {
      return new KeyHealth();
    }
  }
}
