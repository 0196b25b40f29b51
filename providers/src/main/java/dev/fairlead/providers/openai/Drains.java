package dev.fairlead.providers.openai;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Gives up the replies that said all and then did not end: their connections can serve nobody. One
 * alarm looks at all of them, since nearly every reply ends before it rings and an alarm for each
 * would cost more than the reply's last events. Safe for use by many threads.
 */
final class Drains {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ScheduledExecutorService alarms;
  private final LongSupplier ticker;

  /** The replies of which nothing more is wanted, and since when. */
  private final Map<Handoff, Long> draining = new ConcurrentHashMap<>();

  private final AtomicBoolean set = new AtomicBoolean();

  Drains(ScheduledExecutorService alarms, LongSupplier ticker) {
    this.alarms = alarms;
    this.ticker = ticker;
  }

  /** The rest of that reply may take a second, or two at most. */
  void watch(Handoff body) {
    draining.put(body, ticker.getAsLong());
    body.drain(() -> draining.remove(body));
    if (!draining.isEmpty()) {
      set();
    }
  }

  private void set() {
    if (set.compareAndSet(false, true)) {
      var _ = alarms.schedule(this::look, NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    set.set(false);
    long now = ticker.getAsLong();
    draining.forEach((body, since) -> {
      if (now - since >= NANOS) {
        draining.remove(body);
        body.giveUp();
      }
    });
    if (!draining.isEmpty()) {
      set();
    }
  }
}
