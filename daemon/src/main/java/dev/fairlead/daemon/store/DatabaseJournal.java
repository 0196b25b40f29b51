package dev.fairlead.daemon.store;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps decisions in a database, written by one platform thread that commits whatever has gathered.
 * The database is opened while the first call runs. What cannot be kept is counted and said once.
 */
public final class DatabaseJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseJournal.class);
  private static final int ROOM = 10_000;
  private static final int BATCH = 500;

  private final Database database;
  private final String workspace;
  private final Duration patience;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(ROOM);
  private @Nullable Thread writer;
  private volatile boolean closed;
  private volatile boolean saidThatItFails;

  /**
   * A journal in that database.
   *
   * @param workspace the directory that decisions are made for
   * @param patience how long {@link #record} waits at most
   */
  public DatabaseJournal(Database database, String workspace, Duration patience) {
    this.database = database;
    this.workspace = workspace;
    this.patience = patience;
  }

  /** Something for the writer: a decision, or none, for a database that is to be open. */
  private record Entry(@Nullable Decision decision, CountDownLatch done) {}

  @Override
  public void prepare() {
    if (start()) {
      var _ = waiting.offer(new Entry(null, new CountDownLatch(1)));
    }
  }

  @Override
  public void record(Decision decision) {
    var _ = start();
    Entry entry = new Entry(decision, new CountDownLatch(1));
    if (!waiting.offer(entry)) {
      failed("too many decisions are waiting to be written");
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!entry.done().await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("a decision was not on disk within {}", patience);
      }
    } catch (InterruptedException _) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until what was recorded before is written, for that long at most. */
  public void flush(Duration time) throws InterruptedException {
    Entry marker = new Entry(null, new CountDownLatch(1));
    if (running() && waiting.offer(marker)) {
      marker.done().await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      flush(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean running() {
    return writer != null;
  }

  /** Makes sure that there is a writer; true if there was none. */
  private synchronized boolean start() {
    boolean first = writer == null;
    if (first) {
      writer = Thread.ofPlatform().daemon().name("store").start(this::write);
    }
    return first;
  }

  private void write() {
    Connection connection = null;
    List<Entry> batch = new ArrayList<>();
    while (true) {
      try {
        batch.add(waiting.take());
      } catch (InterruptedException _) {
        return;
      }
      waiting.drainTo(batch, BATCH);
      connection =
          commit(connection, batch.stream().flatMap(e -> Stream.ofNullable(e.decision())).toList());
      batch.forEach(entry -> entry.done().countDown());
      batch.clear();
    }
  }

  private @Nullable Connection commit(@Nullable Connection open, List<Decision> decisions) {
    Connection connection = open;
    try {
      if (connection == null) {
        connection = database.open();
      }
      if (decisions.isEmpty()) {
        return connection;
      }
      Transaction.in(connection, c -> DecisionRows.insert(c, decisions, workspace));
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
    if (!saidThatItFails && !closed) {
      saidThatItFails = true;
      LOG.warn("decisions are not kept, calls go on: {}", why);
    }
  }
}
