package dev.fairlead.routing.resilience;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.resilience.Breakers.Entry;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.KeyHealth.Probes;
import java.time.Instant;
import java.time.InstantSource;

/** Lets calls in by what a book says, and writes into it what became of them. */
record Admissions(Book book, BreakerLimits limits, InstantSource clock) {
  Entry enter(String key, String model) {
    if (book.clear(key)) {
      return new Admission(key, model, 0, Probes.NONE);
    }
    Instant now = clock.instant();
    return book.change(
        key,
        (health, owner, alive) -> {
          Entry refusal = health.refusal(key, model, now, alive);
          return refusal != null
              ? refusal
              : new Admission(key, model, owner, health.takeProbes(model, owner));
        });
  }

  void rest(Resting found) {
    Instant now = clock.instant();
    if (found.until().isAfter(now)) {
      book.change(
          found.key(),
          (health, _, _) -> {
            health.rest(found.why(), found.until(), now);
            return true;
          });
    }
  }

  /** A pass, and what it is the probe of. Used by one thread. */
  private final class Admission implements Pass {
    private final String key;
    private final String model;
    private final long owner;
    private Probes probes;

    Admission(String key, String model, long owner, Probes probes) {
      this.key = key;
      this.model = model;
      this.owner = owner;
      this.probes = probes;
    }

    @Override
    public void succeeded() {
      if (!book.clear(key)) {
        Probes mine = settled();
        note(
            mine,
            (health, _, _) -> {
              health.succeeded(model, mine);
              return true;
            });
      }
    }

    @Override
    public void failed(ProviderError error) {
      Probes mine = settled();
      Instant now = clock.instant();
      note(
          mine,
          (health, _, _) -> {
            health.failed(model, mine, error, now, limits);
            return true;
          });
    }

    @Override
    public void close() {
      Probes mine = settled();
      if (mine.key() || mine.model()) {
        note(
            mine,
            (health, _, _) -> {
              health.abandoned(model, mine);
              return true;
            });
      }
    }

    private void note(Probes mine, Book.Change<Boolean> change) {
      if (mine.equals(Probes.NONE)) {
        book.change(key, change);
      } else {
        book.settle(key, owner, change);
      }
    }

    private Probes settled() {
      Probes mine = probes;
      probes = Probes.NONE;
      return mine;
    }
  }
}
