package dev.fairlead.daemon.protocol;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A bound on the bytes of all requests in flight and of all replies that the client has not read:
 * beyond it nothing more is read from the client, who then has to wait. Only while the daemon
 * itself waits for the client is reading never held up. Thread-safe.
 */
final class Room {
  /** The most bytes in flight; one message alone may have more. */
  static final long MOST = 64L * 1024 * 1024;

  private static final long LOOK_MILLIS = 50;

  private final long most;
  private final LongSupplier unread;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong asking = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();

  /** Room for that many bytes; {@code unread} is what waits for the client to read. */
  Room(long most, LongSupplier unread) {
    this.most = most;
    this.unread = unread;
  }

  /** A request of that size is in flight. */
  void take(long bytes) {
    taken.addAndGet(bytes);
  }

  /** It is not any more. */
  void free(long bytes) {
    if (taken.getAndAdd(-bytes) > most) {
      signal();
    }
  }

  /** The client was asked something, whose answer must not wait. */
  void asks() {
    asking.incrementAndGet();
    if (taken.get() > most) {
      signal();
    }
  }

  /** It has answered, or is not expected to any more. */
  void answered() {
    asking.decrementAndGet();
  }

  /** Waits until there is room; for the reader. */
  void await() throws InterruptedException {
    if (!full()) {
      return;
    }
    lock.lock();
    try {
      while (full()) {
        // what the client reads is not told: look
        var _ = freed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return taken.get() + unread.getAsLong() > most && asking.get() == 0;
  }

  private void signal() {
    lock.lock();
    try {
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
