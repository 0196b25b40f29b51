package dev.fairlead.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * Has the heap collected when what has grown old in it is twice what was left after the last time.
 * The collector that starts fastest, which the launcher chooses, looks at what is old only when
 * there is no room left at all: a daemon with much to do would grow to the largest heap, and stay
 * so large. A collection takes some 40 ms, and every call of that moment waits for it. What is
 * young goes by itself and does not count: it fills its part of the heap every thousand calls.
 */
final class HeapWatch {
  /** Less is not worth a pause, in bytes. */
  static final long LEAST = 32L << 20;

  /** A heap that holds less in all, in bytes, is not asked what of that is old. */
  private static final long LEAST_IN_ALL = 2 * LEAST;

  private static final long LOOK_MILLIS = 1_000;

  private long most = LEAST;

  HeapWatch() {}

  /** Looks from now on, on a thread of its own. */
  static void start() {
    Thread.ofPlatform()
        .daemon()
        .name("heap")
        .start(() -> {
          HeapWatch watch = new HeapWatch();
          try {
            while (true) {
              Thread.sleep(LOOK_MILLIS);
              if (used() > LEAST_IN_ALL && watch.isDue(old())) {
                System.gc();
                watch.collected(old());
              }
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Whether a heap is to be collected in which so many bytes are old. */
  boolean isDue(long old) {
    return old > most;
  }

  /** It was, and so many bytes are left. */
  void collected(long left) {
    most = Math.max(LEAST, 2 * left);
  }

  /** How many bytes of the heap are old; none where the collector does not tell young from old. */
  static long old() {
    return Old.POOLS.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** A class of its own, as a daemon at rest needs none of what it loads. */
  private static final class Old {
    /** Of the heap's parts, a threshold is for what is old alone. */
    private static final List<MemoryPoolMXBean> POOLS =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .toList();
  }
}
