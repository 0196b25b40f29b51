package dev.fairlead.daemon.store;

import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers uploads in the database that all of the user's daemons share, by one platform thread.
 * What the database does not tell in time is answered from what this process did itself; what it
 * does not take is written as soon as it takes something again.
 */
public final class DatabaseUploads implements Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseUploads.class);
  private static final int ROOM = 1_000;

  private final Database database;
  private final Duration patience;
  private final MemoryUploads own = new MemoryUploads();
  private final BlockingQueue<Task> waiting = new ArrayBlockingQueue<>(ROOM);
  private final List<Upload> unwritten = new ArrayList<>();
  private @Nullable Thread worker;
  private boolean saidThatItFails;

  /**
   * The uploads in that database.
   *
   * @param patience how long a call waits for it at most
   */
  public DatabaseUploads(Database database, Duration patience) {
    this.database = database;
    this.patience = patience;
  }

  /** What is done with a connection. */
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
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

  @Override
  public Optional<Upload> find(Upload.Place place, Instant now) {
    Optional<Optional<Upload>> told = ask(connection -> UploadRows.find(connection, place, now));
    return told.orElseGet(() -> own.find(place, now));
  }

  @Override
  public void keep(Upload upload) {
    own.keep(upload);
    synchronized (unwritten) {
      if (unwritten.size() < ROOM) {
        unwritten.add(upload);
      }
    }
    ask(_ -> true);
  }

  @Override
  public void forget(Upload upload) {
    own.forget(upload);
    synchronized (unwritten) {
      unwritten.remove(upload);
    }
    ask(connection -> {
      UploadRows.delete(connection, upload);
      return true;
    });
  }

  @Override
  public List<Upload> of(String provider, String account) {
    Optional<List<Upload>> told = ask(connection -> UploadRows.of(connection, provider, account));
    return told.orElseGet(() -> own.of(provider, account));
  }

  /** Has the thread do it, and waits; nothing where it failed or took too long. */
  @SuppressWarnings("unchecked") // a task's result is what its work returned
  private <T> Optional<T> ask(Work<T> work) {
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

  private synchronized void start() {
    if (worker == null) {
      worker = Thread.ofPlatform().daemon().name("uploads").start(this::work);
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
      write(connection);
      task.result = task.work.with(connection);
      saidThatItFails = false;
      return connection;
    } catch (StoreException e) {
      failed(String.valueOf(e.getMessage()));
      return null;
    } catch (SQLException e) {
      failed("the store " + database.file() + " failed: " + e.getMessage());
      discard(connection);
      return null;
    }
  }

  private void write(Connection connection) throws SQLException, StoreException {
    List<Upload> missing;
    synchronized (unwritten) {
      missing = List.copyOf(unwritten);
    }
    if (!missing.isEmpty()) {
      Transaction.in(
          connection,
          c -> {
            for (Upload upload : missing) {
              UploadRows.insert(c, upload);
            }
          });
      synchronized (unwritten) {
        unwritten.removeAll(missing);
      }
    }
  }

  private static void discard(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("closing the store: {}", e.getMessage());
      }
    }
  }

  private void failed(String why) {
    if (!saidThatItFails) {
      saidThatItFails = true;
      LOG.warn("uploads are not remembered, calls go on: {}", why);
    }
  }
}
