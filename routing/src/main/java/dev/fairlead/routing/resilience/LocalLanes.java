package dev.fairlead.routing.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Lanes of this process: fair, first come first served, single calls before fan-outs. */
public final class LocalLanes implements Lanes {
  private final ToIntFunction<String> widths;
  private final Duration look;
  private final Gate gate;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * Lanes of those widths.
   *
   * @param widths how many calls may be in flight for a key, by the id of its access
   * @param look how often one who waits looks at the deadline and tells of it
   */
  public LocalLanes(ToIntFunction<String> widths, Duration look) {
    this(widths, look, Gate.OPEN);
  }

  /** Lanes behind a gate, at which the first of those who wait here asks again and again. */
  LocalLanes(ToIntFunction<String> widths, Duration look, Gate gate) {
    this.widths = widths;
    this.look = look;
    this.gate = gate;
  }

  @Override
  public Optional<Slot> enter(String key, Kind kind, Deadline within, IntConsumer waiting)
      throws InterruptedException {
    return lane(key).enter(kind, within, waiting);
  }

  @Override
  public int inFlight(String key) {
    return lane(key).inFlight();
  }

  private Lane lane(String key) {
    return lanes.computeIfAbsent(key, id -> new Lane(id, Math.max(1, widths.applyAsInt(id))));
  }

  private final class Lane {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Kind, Deque<Condition>> queues = new EnumMap<>(Kind.class);
    private final String key;
    private final int width;
    private int taken;
    private int byFanOuts;

    Lane(String key, int width) {
      this.key = key;
      this.width = width;
      for (Kind kind : Kind.values()) {
        queues.put(kind, new ArrayDeque<>());
      }
    }

    Optional<Slot> enter(Kind kind, Deadline within, IntConsumer waiting)
        throws InterruptedException {
      lock.lockInterruptibly();
      try {
        if (queue(kind).isEmpty() && room(kind)) {
          Slot slot = take(kind);
          if (slot != null) {
            return Optional.of(slot);
          }
        }
        Condition turn = lock.newCondition();
        queue(kind).addLast(turn);
        try {
          return await(kind, turn, within, waiting);
        } finally {
          queue(kind).remove(turn);
          if (queue(kind).isEmpty()) {
            gate.withdraw(key, kind);
          }
          wakeFirst();
        }
      } finally {
        lock.unlock();
      }
    }

    private Optional<Slot> await(Kind kind, Condition turn, Deadline within, IntConsumer waiting)
        throws InterruptedException {
      long look = LocalLanes.this.look.toNanos();
      long untold = look;
      while (true) {
        boolean first = turn.equals(queue(kind).peekFirst()) && room(kind);
        Slot slot = first ? take(kind) : null;
        Duration left = within.left();
        if (slot != null || left.isZero()) {
          return Optional.ofNullable(slot);
        }
        if (untold >= look) {
          untold = 0;
          waiting.accept(before(kind, turn));
        }
        long nanos = Math.min(look, first ? gate.poll().toNanos() : look);
        nanos = Math.min(left.toNanos(), nanos);
        // woken early, late or for nothing: the loop looks for itself
        long _ = turn.awaitNanos(nanos);
        untold += nanos;
      }
    }

    private Deque<Condition> queue(Kind kind) {
      return queues.getOrDefault(kind, new ArrayDeque<>());
    }

    /** Whether the first of that kind may have a slot, as far as this process is concerned. */
    private boolean room(Kind kind) {
      return taken < width
          && (kind == Kind.SINGLE
              || (byFanOuts < Lanes.most(kind, width) && queue(Kind.SINGLE).isEmpty()));
    }

    private int before(Kind kind, Condition turn) {
      int place = kind == Kind.SINGLE ? 0 : queue(Kind.SINGLE).size();
      for (Condition other : queue(kind)) {
        if (other.equals(turn)) {
          return place;
        }
        place++;
      }
      return place;
    }

    private @Nullable Slot take(Kind kind) {
      Runnable give = gate.take(key, kind, width);
      if (give == null) {
        return null;
      }
      taken++;
      byFanOuts += kind == Kind.FAN_OUT ? 1 : 0;
      AtomicBoolean held = new AtomicBoolean(true);
      return () -> {
        if (held.compareAndSet(true, false)) {
          leave(kind, give);
        }
      };
    }

    private void leave(Kind kind, Runnable give) {
      lock.lock();
      try {
        give.run();
        taken--;
        byFanOuts -= kind == Kind.FAN_OUT ? 1 : 0;
        wakeFirst();
      } finally {
        lock.unlock();
      }
    }

    private void wakeFirst() {
      for (Kind kind : Kind.values()) {
        Condition first = queue(kind).peekFirst();
        if (first != null && room(kind)) {
          first.signal();
        }
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
