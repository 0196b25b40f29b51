package dev.fairlead.daemon;

import dev.fairlead.daemon.config.Watch;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.selection.Roster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings in force. Whoever asks for them has their files looked at, a few times a second at
 * most; they stay the same object until a file changes. An edit that cannot be used changes
 * nothing, and is logged. Thread-safe.
 */
final class Current {
  private static final Logger LOG = LoggerFactory.getLogger(Current.class);
  private static final long LOOK = Duration.ofMillis(500).toNanos();

  private final Supplier<Held> reader;
  private final Watch watch;
  private final Ticker ticker;
  private final Consumer<Held> prepare;
  private final AtomicLong nextLook;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Held held;

  /**
   * Settings from those files.
   *
   * @param first what they had when the watch began
   * @param reader reads them
   * @param watch notices changes of them
   * @param prepare done before other settings come into force
   */
  Current(Held first, Supplier<Held> reader, Watch watch, Ticker ticker, Consumer<Held> prepare) {
    this.held = first;
    this.reader = reader;
    this.watch = watch;
    this.ticker = ticker;
    this.prepare = prepare;
    this.nextLook = new AtomicLong(ticker.nanos() + LOOK);
    prepare.accept(first);
  }

  /** Those in force now. */
  Held get() {
    long due = nextLook.get();
    long now = ticker.nanos();
    if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK)) {
      look();
    }
    return held;
  }

  Roster roster() {
    return get().roster();
  }

  /** Why no model may be asked, if that is so. */
  Optional<String> problem() {
    List<String> problems = get().settings().problems();
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", problems));
  }

  private void look() {
    if (!reading.tryLock()) {
      return;
    }
    try {
      if (watch.changed()) {
        readAgain();
      }
    } finally {
      reading.unlock();
    }
  }

  private void readAgain() {
    // a cancelled call's thread cannot read files: the next call's does
    boolean interrupted = Thread.interrupted();
    try {
      Held fresh = reader.get();
      if (Thread.interrupted()) {
        interrupted = true;
        watch.forget();
        return;
      }
      List<String> problems = fresh.settings().problems();
      if (!problems.isEmpty() && held.settings().problems().isEmpty()) {
        problems.forEach(p -> LOG.warn("changed settings are not used: {}", p));
        return;
      }
      fresh.settings().warnings().forEach(w -> LOG.warn("settings: {}", w));
      LOG.info("settings and models were read again");
      prepare.accept(fresh);
      held = fresh;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
