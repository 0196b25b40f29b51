package dev.fairlead.daemon.protocol;

import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The requests that have no reply yet, by id. Safe for use by many threads. */
final class InFlight {
  private final ConcurrentHashMap<Object, RunningRequest> byId = new ConcurrentHashMap<>();
  private final Ticker ticker;

  InFlight(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The moment, in nanoseconds of the clock that requests are timed by. */
  long now() {
    return ticker.nanos();
  }

  /** Adds it, unless another of its id is there; says whether it did. */
  boolean add(RunningRequest request) {
    return byId.putIfAbsent(key(request.id()), request) == null;
  }

  void remove(RunningRequest request) {
    byId.remove(key(request.id()), request);
    if (byId.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Waits until none is left, for that long at most. */
  synchronized void awaitEmpty(Duration time) throws InterruptedException {
    Deadline deadline = Deadline.in(time, ticker);
    while (!byId.isEmpty() && !deadline.passed()) {
      wait(Math.max(1, deadline.left().toMillis()));
    }
  }

  @Nullable RunningRequest find(Object id) {
    return byId.get(key(id));
  }

  List<RunningRequest> all() {
    return List.copyOf(byId.values());
  }

  /** 5 and 5L are the same id, "5" is not. */
  private static Object key(Object id) {
    return id instanceof Number number ? number.longValue() : id;
  }
}
