package dev.fairlead.daemon.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out: one line a message, never mixed. Whoever finds the way free writes what others have
 * left there meanwhile too, in one go; the others do not wait. Safe for use by many threads.
 */
final class FrameWriter implements Sink {
  /**
   * Messages above this end the connection of official clients; one byte less than 9 MiB and a
   * newline.
   */
  static final int LARGEST_FRAME = 9 * 1024 * 1024 - 1;

  private static final int GATHER = 64 * 1024;
  private static final long CROWDED = 1024 * 1024;

  private final OutputStream out;
  private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final ReentrantLock way = new ReentrantLock();
  private volatile boolean broken;

  FrameWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes that message, or leaves it to the one who is writing. */
  @Override
  public void write(byte[] message) {
    waitingBytes.addAndGet(message.length);
    waiting.add(message);
    drain();
  }

  /** How many bytes wait to be written. */
  long waiting() {
    return waitingBytes.get();
  }

  /** Whether so much is waiting that what can be left out should be. */
  boolean crowded() {
    return waitingBytes.get() > CROWDED;
  }

  /** Whether the client no longer reads. */
  boolean broken() {
    return broken;
  }

  /** Waits until everything is written, for that long at most; says whether it is. */
  boolean awaitEmpty(Duration time) throws InterruptedException {
    if (!way.tryLock(time.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    way.unlock();
    drain();
    return waiting.isEmpty();
  }

  private void drain() {
    while (!waiting.isEmpty() && way.tryLock()) {
      try {
        writeAllWaiting();
      } finally {
        way.unlock();
      }
    }
  }

  private void writeAllWaiting() {
    ArrayDeque<byte[]> batch = new ArrayDeque<>();
    int size = 0;
    for (byte[] next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
      size += next.length + 1;
      if (size >= GATHER) {
        flush(batch, size);
        batch.clear();
        size = 0;
      }
    }
    if (size > 0) {
      flush(batch, size);
    }
  }

  private void flush(ArrayDeque<byte[]> batch, int size) {
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] message : batch) {
      System.arraycopy(message, 0, all, at, message.length);
      at += message.length;
      all[at++] = '\n';
    }
    waitingBytes.addAndGet(batch.size() - (long) size);
    if (broken) {
      return;
    }
    try {
      out.write(all, 0, size);
      out.flush();
    } catch (IOException e) {
      broken = true;
    }
  }
}
