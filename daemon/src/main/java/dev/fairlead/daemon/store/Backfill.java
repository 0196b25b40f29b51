package dev.fairlead.daemon.store;

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
  /**
   * So many commits fill a half of what the engine lets gather. Each time the log begins anew the
   * thread that commits waits for the disk; but a log that is full keeps it waiting for longer.
   */
  static final int COMMITS = 96;

  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  private final Clerk clerk;

  /** Touched by the thread that commits alone. */
  private int commits;

  Backfill(Database database) {
    this.clerk = new Clerk(database, "backfill", Duration.ZERO);
  }

  /** There was a commit. */
  void committed() {
    commits++;
    if (commits >= COMMITS) {
      commits = 0;
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
