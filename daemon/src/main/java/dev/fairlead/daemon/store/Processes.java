package dev.fairlead.daemon.store;

import java.time.Instant;

/** Tells processes of one machine apart, also when a number is given out again. */
final class Processes {
  private final String own = name(ProcessHandle.current());

  /** The name of this process: its number and when it began. */
  String own() {
    return own;
  }

  /** Whether the process of that name still runs. */
  boolean lives(String name) {
    int dash = name.indexOf('-');
    try {
      return dash > 0
          && ProcessHandle.of(Long.parseLong(name.substring(0, dash)))
              .filter(handle -> name(handle).equals(name))
              .isPresent();
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static String name(ProcessHandle handle) {
    return handle.pid() + "-" + handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
