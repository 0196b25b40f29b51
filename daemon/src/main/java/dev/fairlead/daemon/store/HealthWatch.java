package dev.fairlead.daemon.store;

import dev.fairlead.routing.resilience.Breakers;
import dev.fairlead.routing.resilience.Breakers.Resting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Puts down when keys and models begin to rest and when they work again. While calls are made, it
 * looks once a second; it holds none of them.
 */
final class HealthWatch {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS = 120;

  private final Writer writer;
  private final Events events;
  private final Breakers breakers;
  private Map<String, Resting> known = new HashMap<>();
  private @Nullable ScheduledExecutorService thread;
  private final AtomicInteger left = new AtomicInteger();

  HealthWatch(Writer writer, Events events, Breakers breakers) {
    this.writer = writer;
    this.events = events;
    this.breakers = breakers;
  }

  /** A call was made. */
  void active() {
    left.set(LOOKS);
    start();
  }

  private synchronized void start() {
    if (thread == null) {
      ScheduledExecutorService started =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("health").factory());
      var _ =
          started.scheduleWithFixedDelay(
              this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
      thread = started;
    }
  }

  private void look() {
    if (left.getAndDecrement() > 0 || !known.isEmpty()) {
      Map<String, Resting> now = new HashMap<>();
      for (Resting resting : breakers.resting()) {
        now.putIfAbsent(subject(resting), resting);
      }
      List<Row> rows = changes(now);
      known = now;
      if (!rows.isEmpty()) {
        var _ = writer.write(rows);
      }
    }
  }

  private List<Row> changes(Map<String, Resting> now) {
    List<Row> rows = new ArrayList<>();
    now.forEach((subject, resting) -> {
      Resting before = known.get(subject);
      if (before == null) {
        String what = resting.model() == null ? "cooldown" : "breaker";
        String why = resting.why() + ", until " + second(resting.until());
        rows.add(events.once(what, subject, "open", why, second(resting.until())));
      }
    });
    known.forEach((subject, resting) -> {
      if (!now.containsKey(subject)) {
        String what = resting.model() == null ? "cooldown" : "breaker";
        rows.add(events.once(what, subject, "closed", "", second(resting.until())));
      }
    });
    return rows;
  }

  /** Processes may differ in fractions. */
  private static Instant second(Instant moment) {
    return Instant.ofEpochSecond(moment.getEpochSecond());
  }

  private static String subject(Resting resting) {
    return resting.model() == null ? resting.key() : resting.model() + " with " + resting.key();
  }
}
