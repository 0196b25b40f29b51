package dev.fairlead.daemon.store;

import dev.fairlead.routing.resilience.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings pages from the log into the file of the store, which waits for the disk, on a thread of
 * its own: who commits would do it otherwise, while calls wait. Where it does not keep up, a commit
 * does it after all, so that the log stays short.
 */
final class Backfill {
  /** So few commits are not worth a wait for the disk. */
  static final int COMMITS = 64;

  /**
   * No more often than this, in nanoseconds: after each time the engine begins the log anew, and
   * for that the thread that commits waits for the disk.
   */
  static final long APART = 200_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  private final Clerk clerk;
  private final Ticker ticker;

  /** Touched by the thread that commits alone, as the next. */
  private int commits;

  private long last;

  Backfill(Database database, Ticker ticker) {
    this.clerk = new Clerk(database, "backfill", Duration.ZERO);
    this.ticker = ticker;
    this.last = ticker.nanos();
  }

  /** There was a commit. */
  void committed() {
    commits++;
    if (commits < COMMITS) {
      return;
    }
    long now = ticker.nanos();
    if (now - last >= APART) {
      commits = 0;
      last = now;
      clerk.tell(Backfill::bring);
    }
  }

  private static boolean bring(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      LOG.debug("the store's log is as long as it was: {}", e.getMessage());
      return false;
    }
  }
}
