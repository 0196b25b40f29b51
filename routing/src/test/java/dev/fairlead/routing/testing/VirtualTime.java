package dev.fairlead.routing.testing;

import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Outside;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Time that goes on only when somebody waits. */
public final class VirtualTime {
  /** When it begins. */
  public static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

  /** The present. */
  public Instant now() {
    return START.plusNanos(nanos.get());
  }

  /** The present, in nanoseconds. */
  public long nanos() {
    return nanos.get();
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** That much time from now. */
  public Deadline in(Duration time) {
    return Deadline.in(time, this::nanos);
  }

  /** The waits so far. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  /** This as what comes from outside, with seeded chance. */
  public Outside outside() {
    return new Outside(this::now, this::nanos, this::pause, new Random(7));
  }

  private void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pauses.add(time);
    pass(time);
  }
}
