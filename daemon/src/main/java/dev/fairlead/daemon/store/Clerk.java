package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform thread with a connection of its own, which does what callers on any thread ask for, in
 * order. A caller waits no longer than its patience lasts; the work is done all the same. Starts
 * with the first question. Thread-safe.
 */
final class Clerk {
  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
  private static final int ROOM = 1_000;

  private final Database database;
  private final String name;
  private final Duration patience;
  private final BlockingQueue<Task> waiting = new ArrayBlockingQueue<>(ROOM);
  private @Nullable Thread thread;
  private boolean saidThatItFails;

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException, StoreException;
  }

  /** Work for the thread; its result is written before the latch opens, and null if it failed. */
  private static final class Task {
    private final Work<?> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Object result;

    private Task(Work<?> work) {
      this.work = work;
    }
  }

  /**
   * A clerk at that database.
   *
   * @param name what it deals with, for its thread and for the log
   * @param patience how long a caller waits at most
   */
  Clerk(Database database, String name, Duration patience) {
    this.database = database;
    this.name = name;
    this.patience = patience;
  }

  /** Has the thread do it, and waits; nothing where it failed or took too long. */
  @SuppressWarnings("unchecked") // a task's result is what its work returned
  <T> Optional<T> ask(Work<T> work) {
    start();
    Task task = new Task(work);
    if (!waiting.offer(task)) {
      return Optional.empty();
    }
    boolean interrupted = Thread.interrupted();
    try {
      return task.done.await(patience.toNanos(), TimeUnit.NANOSECONDS)
          ? Optional.ofNullable((T) task.result)
          : Optional.empty();
    } catch (InterruptedException _) {
      interrupted = true;
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Has the thread do it, and does not wait; where something waits already, it is not done. */
  void tell(Work<?> work) {
    start();
    if (waiting.isEmpty()) {
      var _ = waiting.offer(new Task(work));
    }
  }

  private synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    }
  }

  private void work() {
    Connection connection = null;
    while (true) {
      try {
        Task task = waiting.take();
        connection = done(task, connection);
        task.done.countDown();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private @Nullable Connection done(Task task, @Nullable Connection open) {
    Connection connection = open;
    try {
      if (connection == null) {
        connection = database.open();
      }
      task.result = task.work.with(connection);
      saidThatItFails = false;
      return connection;
    } catch (StoreException e) {
      failed(String.valueOf(e.getMessage()));
      return null;
    } catch (SQLException e) {
      failed("the store " + database.file() + " failed: " + e.getMessage());
      Database.discard(connection);
      return null;
    }
  }

  private void failed(String why) {
    if (!saidThatItFails) {
      saidThatItFails = true;
      LOG.warn("{}: the store cannot be had for it, calls go on: {}", name, why);
    }
  }
}
