package dev.fairlead.routing.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/** Lanes of this process: fair, first come first served. */
public final class LocalLanes implements Lanes {
  private final ToIntFunction<String> widths;
  private final Duration look;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * Lanes of those widths.
   *
   * @param widths how many calls may be in flight for a key, by the id of its access
   * @param look how often one who waits looks at the deadline and tells of it
   */
  public LocalLanes(ToIntFunction<String> widths, Duration look) {
    this.widths = widths;
    this.look = look;
  }

  @Override
  public Optional<Slot> enter(String key, Deadline within, IntConsumer waiting)
      throws InterruptedException {
    return lane(key).enter(within, waiting);
  }

  @Override
  public int inFlight(String key) {
    return lane(key).inFlight();
  }

  private Lane lane(String key) {
    return lanes.computeIfAbsent(key, id -> new Lane(Math.max(1, widths.applyAsInt(id))));
  }

  private final class Lane {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Condition> queue = new ArrayDeque<>();
    private final int width;
    private int taken;

    Lane(int width) {
      this.width = width;
    }

    Optional<Slot> enter(Deadline within, IntConsumer waiting) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        if (queue.isEmpty() && taken < width) {
          return Optional.of(take());
        }
        Condition turn = lock.newCondition();
        queue.addLast(turn);
        try {
          return await(turn, within, waiting);
        } finally {
          queue.remove(turn);
          wakeFirst();
        }
      } finally {
        lock.unlock();
      }
    }

    private Optional<Slot> await(Condition turn, Deadline within, IntConsumer waiting)
        throws InterruptedException {
      while (!turn.equals(queue.peekFirst()) || taken >= width) {
        Duration left = within.left();
        if (left.isZero()) {
          return Optional.empty();
        }
        waiting.accept(before(turn));
        long nanos = Math.min(left.toNanos(), look.toNanos());
        // woken early, late or for nothing: the loop looks for itself
        long _ = turn.awaitNanos(nanos);
      }
      return Optional.of(take());
    }

    private int before(Condition turn) {
      int place = 0;
      for (Condition other : queue) {
        if (other.equals(turn)) {
          return place;
        }
        place++;
      }
      return place;
    }

    private Slot take() {
      taken++;
      AtomicBoolean held = new AtomicBoolean(true);
      return () -> {
        if (held.compareAndSet(true, false)) {
          leave();
        }
      };
    }

    private void leave() {
      lock.lock();
      try {
        taken--;
        wakeFirst();
      } finally {
        lock.unlock();
      }
    }

    private void wakeFirst() {
      Condition first = queue.peekFirst();
      if (first != null && taken < width) {
        first.signal();
      }
    }

    int inFlight() {
      lock.lock();
      try {
        return taken;
      } finally {
        lock.unlock();
      }
    }
  }
}
