package dev.fairlead.daemon.protocol;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has long calls look at the clock while they run; sleeps while there are none. Thread-safe. */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long PERIOD_MILLIS = 250;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());
  private final Set<Runnable> alive = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledFuture<?> beating;

  /** One running call's place among those reminded; closed with the call. */
  interface Beating extends AutoCloseable {
    @Override
    void close();
  }

  /** Runs it about four times a second until closed; it must not block. */
  Beating start(Runnable beat) {
    alive.add(beat);
    wake();
    return () -> alive.remove(beat);
  }

  private synchronized void wake() {
    if (beating == null) {
      beating =
          timer.scheduleAtFixedRate(
              this::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void beat() {
    alive.forEach(Heartbeat::beat);
    if (alive.isEmpty()) {
      rest();
    }
  }

  @SuppressWarnings("IllegalCatch") // the fault of one call must not stop the others' clock
  private static void beat(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("a call's clock failed", e);
    }
  }

  private synchronized void rest() {
    if (beating != null && alive.isEmpty()) {
      beating.cancel(false);
      beating = null;
    }
  }
}
