package dev.fairlead.routing.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One key's health as all processes of this machine see it: memory that they share. Calls touch
 * nothing but this memory; files and their locks are left to the {@link Caretaker}.
 */
final class Board {
  /** Where the number of the state is; odd while it is being written. */
  static final int VERSION = 24;

  private static final int TICKETS = 16;
  private static final int LENGTH = 32;
  private static final int CHECKSUM = 40;

  /** How many bytes a state may have. */
  static final int ROOM = 16_384;

  private static final int SPINS = 100;
  private static final long PAUSE = Duration.ofNanos(50_000).toNanos();

  /** An owner that lives needs microseconds, but may have to wait for a processor. */
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private static final long IMPATIENCE = Duration.ofSeconds(5).toNanos();
  private static final long BETWEEN_LOOKS = Duration.ofMillis(5).toNanos();

  private record Seen(long version, KeyHealth health) {}

  private final Words words;
  private final int seat;
  private final long token;
  private final Ticker ticker;
  private final Runnable caretaker;
  private final ReentrantLock inProcess = new ReentrantLock();
  private final AtomicBoolean called = new AtomicBoolean();
  private volatile long lastCall;
  private volatile boolean broken;
  private volatile Seen seen = new Seen(0, new KeyHealth());
  private long impatientUntil;

  /**
   * A board in that memory.
   *
   * @param token a number that no other process has
   * @param caretaker called when a look at the file and at the other processes is due
   */
  Board(Words words, int seat, long token, Ticker ticker, Runnable caretaker) {
    this.words = words;
    this.seat = seat;
    this.token = token;
    this.ticker = ticker;
    this.caretaker = caretaker;
    this.lastCall = ticker.nanos() - BETWEEN_LOOKS;
    this.impatientUntil = ticker.nanos();
    words.set(Seat.TOKEN.at(seat), token);
  }

  int seat() {
    return seat;
  }

  long token() {
    return token;
  }

  Words words() {
    return words;
  }

  /** Asks for a look at who is still there, unless there was one a moment ago. */
  void attend() {
    if (ticker.nanos() - lastCall >= BETWEEN_LOOKS && called.compareAndSet(false, true)) {
      caretaker.run();
    }
  }

  /** The look has begun. */
  void attended() {
    lastCall = ticker.nanos();
    called.set(false);
  }

  /** Not to be used any more. */
  void giveUp() {
    broken = true;
  }

  boolean usable() {
    return !broken;
  }

  /** Whether the process with that token is there, as far as is known. */
  boolean alive(long other) {
    for (int i = 0; i < BoardFile.SEATS; i++) {
      if (Seat.TOKEN.of(words, i) == other) {
        return true;
      }
    }
    return false;
  }

  /** The next number that nobody has had. Call {@link #exclusively}. */
  long ticket() {
    long next = words.get(TICKETS) + 1;
    words.set(TICKETS, next);
    return next;
  }

  /** Sets a field of this process's seat. */
  void note(Seat field, long value) {
    try {
      words.set(field.at(seat), value);
    } catch (InternalError _) {
      attend(); // the file was cut short under the memory
    }
  }

  /**
   * Does that while nobody else does, in any process. Gives null without doing it if the board
   * cannot be had, because it is damaged or its owner does not go on.
   */
  <T> @Nullable T exclusively(Supplier<T> work) {
    inProcess.lock();
    try {
      if (!take()) {
        return null;
      }
      try {
        if (Seat.TOKEN.of(words, seat) != token) {
          words.set(Seat.TOKEN.at(seat), token);
        }
        return work.get();
      } finally {
        words.replace(Seat.LOCK, seat + 1, 0);
      }
    } catch (InternalError _) {
      attend(); // the file was cut short under the memory
      return null;
    } finally {
      inProcess.unlock();
    }
  }

  private boolean take() {
    if (words.get(0) != BoardFile.MAGIC) {
      attend();
      return false;
    }
    long start = ticker.nanos();
    for (int i = 1; !tryTake(); i++) {
      if (i % SPINS != 0) {
        Thread.onSpinWait();
        continue;
      }
      attend();
      long now = ticker.nanos();
      if (now - impatientUntil < 0) {
        return false;
      }
      if (now - start > PATIENCE) {
        impatientUntil = now + IMPATIENCE;
        return false;
      }
      LockSupport.parkNanos(PAUSE);
    }
    return true;
  }

  /** What says that it is ours already, is wrong: the lock within the process comes first. */
  private boolean tryTake() {
    return words.replace(Seat.LOCK, 0, seat + 1) || words.get(Seat.LOCK) == seat + 1;
  }

  /** The state as bytes, none if it is damaged. */
  byte[] state() {
    long length = words.get(LENGTH);
    if (length <= 0 || length > ROOM) {
      return new byte[0];
    }
    byte[] bytes = words.bytes(Seat.END, (int) length);
    return words.get(CHECKSUM) == checksum(bytes) ? bytes : new byte[0];
  }

  /** Replaces the state. Call {@link #exclusively}. */
  void state(byte[] bytes) {
    long version = words.get(VERSION) | 1;
    words.set(VERSION, version);
    words.put(Seat.END, bytes);
    words.set(LENGTH, bytes.length);
    words.set(CHECKSUM, checksum(bytes));
    words.set(VERSION, version + 1);
  }

  private static long checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }

  /** What is known now, or was a moment ago; not to be changed. */
  KeyHealth glance() {
    Seen last = seen;
    try {
      for (int i = 0; i < SPINS; i++) {
        long version = words.get(VERSION);
        if (version == last.version()) {
          return last.health();
        }
        byte[] bytes = state();
        if (version % 2 == 0 && words.get(VERSION) == version) {
          last = new Seen(version, KeyHealth.decoded(bytes));
          seen = last;
          return last.health();
        }
        Thread.onSpinWait();
      }
    } catch (InternalError _) {
      attend(); // the file was cut short under the memory
    }
    return last.health();
  }
}
