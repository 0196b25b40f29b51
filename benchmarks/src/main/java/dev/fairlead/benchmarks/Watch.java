package dev.fairlead.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * A daemon under watch: what it held before, in the course of a run, and after it. Samples are
 * taken by one thread and read by another afterwards.
 */
final class Watch {
  /** By how much the last third may be above the middle one; memory in KiB. */
  private static final double MEMORY_SHARE = 0.1;

  private static final long MEMORY_MORE = 16 * 1024;
  private static final double MORE_AT_WORK = 0.25;
  private static final long HANDLES_AT_WORK = 8;
  private static final long THREADS_AT_WORK = 4;

  /** By how much it may hold more at rest than before: a leak shows here, however slow it is. */
  private static final long HANDLES_AT_REST = 8;

  private static final long THREADS_AT_REST = 4;
  private static final long MOST_WAIT_NANOS = 60_000_000_000L;

  private final SoakClient client;
  private final Vitals idle;
  private final List<Vitals> samples = new ArrayList<>();

  /** Begins with what it holds now, while it has nothing to do. */
  Watch(SoakClient client) throws IOException {
    this.client = client;
    this.idle = client.vitals();
  }

  synchronized void look() throws IOException {
    samples.add(client.vitals());
  }

  /** Waits until it has given back what it took for calls, for a minute at most. */
  Vitals rested() throws IOException, InterruptedException {
    long end = System.nanoTime() + MOST_WAIT_NANOS;
    Vitals now = client.vitals();
    while (!hasRested(now) && System.nanoTime() < end) {
      Thread.sleep(200);
      now = client.vitals();
    }
    return now;
  }

  private boolean hasRested(Vitals now) {
    return now.handles() <= idle.handles() + HANDLES_AT_REST
        && now.threads() <= idle.threads() + THREADS_AT_REST;
  }

  /** Writes what it held; where {@code judged}, that has to be level and given back at the end. */
  synchronized void write(Report report, boolean judged) throws IOException, InterruptedException {
    String whose = ", daemon of the client of " + client.revision().date();
    Thirds memory = thirds(Vitals::resident);
    Thirds handles = thirds(Vitals::handles);
    Thirds threads = thirds(Vitals::threads);
    Vitals after = judged ? rested() : client.vitals();
    report.shown(
        "resident memory" + whose,
        words(memory, idle.resident(), after.resident(), 1024) + " MiB",
        memory.growth());
    report.shown(
        "open handles" + whose,
        words(handles, idle.handles(), after.handles(), 1),
        handles.growth());
    report.shown(
        "threads" + whose, words(threads, idle.threads(), after.threads(), 1), threads.growth());
    if (judged) {
      report.hold(
          "memory" + whose, memory.areLevel(MEMORY_SHARE, MEMORY_MORE), "level: 10 % and 16 MiB");
      report.hold(
          "handles" + whose,
          handles.areLevel(MORE_AT_WORK, HANDLES_AT_WORK),
          "level: 25 % and 8 of them");
      report.hold(
          "threads" + whose,
          threads.areLevel(MORE_AT_WORK, THREADS_AT_WORK),
          "level: 25 % and 4 of them");
      report.hold(
          "what it holds at rest" + whose,
          hasRested(after),
          "as before: 8 handles and 4 threads more at most");
    }
  }

  private Thirds thirds(ToLongFunction<Vitals> figure) {
    return Thirds.of(samples.stream().map(figure::applyAsLong).toList());
  }

  private static String words(Thirds thirds, long before, long after, double unit) {
    return String.format(
        Locale.ROOT,
        "%.0f before, %.0f, %.0f, %.0f in each third, %.0f at rest",
        before / unit,
        thirds.first() / unit,
        thirds.middle() / unit,
        thirds.last() / unit,
        after / unit);
  }
}
