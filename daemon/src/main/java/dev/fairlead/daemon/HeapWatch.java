package dev.fairlead.daemon;

/**
 * Has the heap collected when it holds twice what was left after the last time. The collector that
 * starts fastest, which the launcher chooses, looks at what is old only when there is no room left
 * at all: a daemon with much to do would grow to the largest heap, and stay so large. A collection
 * takes some 50 ms, and is due every few minutes under load, never at rest.
 */
final class HeapWatch {
  /** Less is not worth a pause, in bytes. */
  static final long LEAST = 64L << 20;

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
              if (watch.isDue(used())) {
                System.gc();
                watch.collected(used());
              }
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Whether a heap that holds so many bytes is to be collected. */
  boolean isDue(long used) {
    return used > most;
  }

  /** It was, and so many bytes are left. */
  void collected(long left) {
    most = Math.max(LEAST, 2 * left);
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
