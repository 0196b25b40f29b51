package dev.fairlead.daemon;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Notices that the process which started this one is gone: some clients die without closing what
 * their servers read from, and would leave them behind. Who has no parent from the start, or the
 * first process of all, is watched by nobody.
 */
final class ParentWatch {
  private static final long LOOK_MILLIS = 100;

  private ParentWatch() {}

  /** Tells, once, that the parent of this process is gone; looks on a thread of its own. */
  static void start(Consumer<Long> gone) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isEmpty() || parent.get().pid() <= 1) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("parent")
        .start(() -> {
          try {
            while (isParent(parent.get())) {
              Thread.sleep(LOOK_MILLIS);
            }
            gone.accept(parent.get().pid());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Where a process is given to another when its parent dies, a dead parent may seem alive. */
  private static boolean isParent(ProcessHandle parent) {
    return parent.isAlive()
        && ProcessHandle.current().parent().map(now -> now.pid() == parent.pid()).orElse(false);
  }
}
