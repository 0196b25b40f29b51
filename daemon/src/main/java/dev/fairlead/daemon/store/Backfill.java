package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings pages from the log into the file of the store, which waits for the disk, on a thread of
 * its own: who commits would do it otherwise, while calls wait. The log begins anew only when all
 * of it is in the file, and while calls come there is always one commit more. So it goes on in
 * passes until one finds that nothing came; if calls come too closely for that, the thread that
 * commits brings in the few pages that are left. Where neither keeps up, the engine does it within
 * a commit, so that the log stays short.
 */
final class Backfill {
  /** So many pages of what the engine lets gather are brought in. */
  static final long PAGES = Database.LOG_PAGES / 2;

  /** A commit writes a page of each table and index that it adds to, however little. */
  static final int PAGES_OF_COMMIT = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
  private static final int PASSES = 4;

  private final Clerk clerk;

  /** About how many the log holds; touched by the thread that commits alone. */
  private long pages;

  /** Whether some came while others were brought in, as often as that was tried. */
  private volatile boolean nearly;

  Backfill(Database database) {
    this.clerk = new Clerk(database, "backfill", Duration.ZERO);
  }

  /** There was a commit of so many orders' rows through this connection. */
  void committed(Connection connection, int orders) {
    pages += PAGES_OF_COMMIT + orders;
    if (nearly) {
      nearly = false;
      var _ = pass(connection);
    } else if (pages >= PAGES) {
      pages = 0;
      clerk.tell(this::bring);
    }
  }

  /** The engine tells of a pass only how long the log was when it began. */
  private boolean bring(Connection connection) {
    long log = pass(connection);
    for (int i = 1; i < PASSES; i++) {
      long before = log;
      log = pass(connection);
      if (log <= before) {
        return true; // nothing came in meanwhile, or the log has begun anew
      }
    }
    nearly = true;
    return false;
  }

  /** Brings in what can be without waiting for anybody; how many pages the log held. */
  private static long pass(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      return result.next() ? result.getLong("log") : 0;
    } catch (SQLException e) {
      LOG.debug("the store's log is as long as it was: {}", e.getMessage());
      return 0;
    }
  }
}
