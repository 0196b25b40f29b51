package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings pages from the log into the file of the store, which waits for the disk, on a thread of
 * its own: who commits would do it otherwise, while calls wait. Where it does not keep up, a commit
 * does it after all, so that the log stays short.
 */
final class Backfill {
  /** So many commits fill about as many pages as the engine lets gather by itself. */
  static final int COMMITS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Database database;
  private final AtomicBoolean working = new AtomicBoolean();
  private final ThreadPoolExecutor thread;

  /** Touched by the thread that commits alone. */
  private int commits;

  Backfill(Database database) {
    this.database = database;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("backfill").factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /** There was a commit. */
  void committed() {
    commits++;
    if (commits >= COMMITS && working.compareAndSet(false, true)) {
      commits = 0;
      thread.execute(this::work);
    }
  }

  private void work() {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException | StoreException e) {
      LOG.debug("the store's log is as long as it was: {}", e.toString());
    } finally {
      working.set(false);
    }
  }
}
