package dev.fairlead.providers.openai;

import dev.fairlead.providers.ProviderException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a reader who waits looks at the clock in time: one alarm, set anew only where a
 * nearer limit comes up or one rang early. A wait with a limit of its own for every event would
 * cost more than reading the event. For one thread.
 */
final class Patrol {
  private final Stopwatch stopwatch;
  private final ScheduledExecutorService alarms;
  private final Runnable ring;
  private @Nullable Alarm alarm;
  private long rings;
  private boolean connecting;
  private long connectUntil;

  Patrol(Stopwatch stopwatch, ScheduledExecutorService alarms, Runnable ring) {
    this.stopwatch = stopwatch;
    this.alarms = alarms;
    this.ring = ring;
  }

  /** A connection has that long to come about, from now. */
  void connecting(Duration most) {
    connecting = true;
    connectUntil = stopwatch.now() + most.toNanos();
  }

  /** There is a connection. */
  void connected() {
    connecting = false;
  }

  boolean isConnectingTooLong() {
    return connecting && stopwatch.now() - connectUntil >= 0;
  }

  /** Before a wait: it will end in time. */
  void set() throws ProviderException {
    long now = stopwatch.now();
    long left = stopwatch.left();
    if (left <= 0) {
      throw stopwatch.timedOut();
    }
    if (connecting) {
      left = Math.clamp(connectUntil - now, 1, left);
    }
    if (alarm == null || alarm.ring == null || rings - now > left) {
      end();
      alarm = new Alarm(ring);
      rings = now + left;
      var _ = alarms.schedule(alarm, left, TimeUnit.NANOSECONDS);
    }
  }

  /** After something came: however slow the reader, the whole has its limit. */
  void check() throws ProviderException {
    if (stopwatch.isOver()) {
      throw stopwatch.timedOut();
    }
  }

  void end() {
    if (alarm != null) {
      alarm.ring = null;
    }
  }

  /**
   * Rings once, unless it was turned off. One that was is left in the queue, where it is small:
   * taking it out, and waking the thread of alarms for the next call's, costs more.
   */
  private static final class Alarm implements Runnable {
    private volatile @Nullable Runnable ring;

    private Alarm(Runnable ring) {
      this.ring = ring;
    }

    @Override
    public void run() {
      Runnable rings = ring;
      ring = null;
      if (rings != null) {
        rings.run();
      }
    }
  }
}
