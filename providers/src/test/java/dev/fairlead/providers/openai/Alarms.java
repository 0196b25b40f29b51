package dev.fairlead.providers.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Alarms that ring when the test says so. */
final class Alarms extends ScheduledThreadPoolExecutor {
  private final List<Alarm> set = new ArrayList<>();

  Alarms() {
    super(0);
  }

  /** One that was set, and how many nanoseconds ahead. */
  record Alarm(Runnable ring, long nanos) {}

  /** All that were set so far, in order. */
  List<Alarm> all() {
    return set;
  }

  /** How far ahead each was set, in nanoseconds. */
  List<Long> nanos() {
    return set.stream().map(Alarm::nanos).toList();
  }

  /** Rings the one that was set last. */
  void ring() {
    set.getLast().ring().run();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    set.add(new Alarm(command, unit.toNanos(delay)));
    return super.schedule(() -> {}, 1, TimeUnit.DAYS);
  }
}
