package dev.fairlead.daemon.store;

import dev.fairlead.routing.resilience.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The connection that a writer writes through: opened when it is needed, and after a failure not
 * again before some time, which grows. For the writer's thread, but for why it fails.
 */
final class WriteConnection {
  private static final Logger LOG = LoggerFactory.getLogger(WriteConnection.class);
  private static final int BATCH = 500;
  private static final int PRIMARY = 0xff;
  private static final Duration RETRY_FIRST = Duration.ofMillis(500);
  private static final Duration RETRY_LAST = Duration.ofSeconds(30);

  private final Database database;
  private final boolean noted;
  private final Ticker ticker;
  private final Backfill backfill;
  private @Nullable Connection connection;
  private @Nullable Rows rows;
  private Duration retry = RETRY_FIRST;
  private long nextTry;
  private volatile @Nullable String failing;

  WriteConnection(Database database, boolean noted, Ticker ticker) {
    this.database = database;
    this.noted = noted;
    this.ticker = ticker;
    this.backfill = new Backfill(database);
  }

  /** Why it takes nothing now; null while it does. */
  @Nullable String failing() {
    return failing;
  }

  /** How long it will not be tried again, in nanoseconds; above 0. */
  long pause() {
    return Math.max(1, nextTry - ticker.nanos());
  }

  /**
   * Open, to the newest schema.
   *
   * @throws StoreException if it cannot be had, or failed a moment ago
   */
  Connection open() throws StoreException {
    Connection open = connection;
    if (open == null) {
      String why = failing;
      if (why != null && ticker.nanos() - nextTry < 0) {
        throw new StoreException(why);
      }
      open = database.open();
      connection = open;
      rows = Rows.inFile(open, noted);
    }
    return open;
  }

  /** Writes these rows in one transaction; the turns that came into another thread, and which. */
  Map<String, String> write(List<Row> written) throws SQLException, StoreException {
    Connection open = open();
    Rows there = rows;
    if (there == null) {
      return Map.of();
    }
    Transaction.in(open, _ -> there.write(written));
    return there.moved();
  }

  /** Keeps the log short after a commit of so many orders' rows, for which nobody waits. */
  void tidy(int orders) throws StoreException {
    backfill.committed(open(), orders);
  }

  /** Does that in a transaction. */
  void run(Transaction work) throws SQLException, StoreException {
    Transaction.in(open(), work);
  }

  /** It did what it was asked; why it did not before, or null. */
  @Nullable String worked() {
    String why = failing;
    failing = null;
    retry = RETRY_FIRST;
    return why;
  }

  /** It failed; whether that is news. */
  boolean failed(String why) {
    boolean news = failing == null;
    drop();
    if (news || ticker.nanos() - nextTry >= 0) {
      nextTry = ticker.nanos() + retry.toNanos();
      retry = retry.multipliedBy(2).compareTo(RETRY_LAST) < 0 ? retry.multipliedBy(2) : RETRY_LAST;
    }
    failing = why;
    return news;
  }

  private void drop() {
    Database.discard(connection);
    connection = null;
    rows = null;
  }

  /** Brings in what a file of the spool holds, and removes it. */
  void bringIn(Path file) throws SQLException, StoreException {
    try {
      List<Row> left = Spool.rows(file);
      for (int from = 0; from < left.size(); from += BATCH) {
        bringIn(left.subList(from, Math.min(left.size(), from + BATCH)));
      }
      Files.deleteIfExists(file);
      LOG.info("{} rows came into the store from {}", left.size(), file.getFileName());
    } catch (IOException e) {
      LOG.warn("{} cannot be brought into the store: {}", file, e.getMessage());
    }
  }

  /** Brings rows in together; if one is refused for what it says, the others without it. */
  private void bringIn(List<Row> part) throws SQLException, StoreException {
    try {
      write(part);
    } catch (SQLException e) {
      if ((e.getErrorCode() & PRIMARY) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
        throw e;
      }
      drop();
      if (part.size() == 1) {
        LOG.warn("a row of {} is left out: {}", part.getFirst().table().label(), e.getMessage());
        return;
      }
      for (Row row : part) {
        bringIn(List.of(row));
      }
    }
  }
}
