package dev.fairlead.daemon.protocol;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reminds running requests to say how far they are; sleeps while there are none. Thread-safe. */
final class Heartbeat {
  private static final long PERIOD_MILLIS = 500;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());
  private final Set<RequestProgress> alive = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledFuture<?> beating;

  /** One running request's place among those reminded; closed with the request. */
  interface Beating extends AutoCloseable {
    @Override
    void close();
  }

  /** Reminds it until closed. */
  Beating start(RequestProgress progress) {
    alive.add(progress);
    wake();
    return () -> alive.remove(progress);
  }

  private synchronized void wake() {
    if (beating == null) {
      beating =
          timer.scheduleAtFixedRate(
              this::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void beat() {
    alive.forEach(RequestProgress::beat);
    if (alive.isEmpty()) {
      rest();
    }
  }

  private synchronized void rest() {
    if (beating != null && alive.isEmpty()) {
      beating.cancel(false);
      beating = null;
    }
  }
}
