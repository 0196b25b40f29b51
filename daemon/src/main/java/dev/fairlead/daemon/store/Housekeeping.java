package dev.fairlead.daemon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what is too old or too much, in steps so small that no call waits for one noticeably.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration BETWEEN = Duration.ofMillis(50);

  /** Rows that one step takes away. */
  private static final int STEP = 50;

  /** Pages that one step gives back to the file system. */
  private static final int PAGES = 100;

  private static final int MOST_STEPS = 20_000;

  private final Writer writer;
  private final Database database;
  private final Store.Limits limits;
  private final InstantSource clock;
  private final CountDownLatch pause = new CountDownLatch(1);
  private final AtomicBoolean started = new AtomicBoolean();

  Housekeeping(Writer writer, Database database, Store.Limits limits, InstantSource clock) {
    this.writer = writer;
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  /** Begins, some time after the first call; does nothing if it has begun. */
  void start() {
    if (started.compareAndSet(false, true)) {
      ScheduledExecutorService later =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("housekeeping").factory());
      var _ =
          later.scheduleWithFixedDelay(
              this::tidy, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** A piece of work that says whether there may be more of it. */
  @FunctionalInterface
  private interface Step {
    boolean take(Connection connection) throws SQLException;
  }

  /** All there is to do now, step by step; on a thread that may wait. */
  void tidy() {
    try {
      Instant now = clock.instant();
      String old = now.minus(limits.time()).toString();
      String silent = now.minus(limits.threads()).toString();
      for (Step step :
          List.<Step>of(
              deleting("decisions", "id", "at < '" + old + "'"),
              deleting("events", "id", "at < '" + old + "'"),
              deleting("results", "id", "at < '" + old + "'"),
              deleting("jobs", "id", "started < '" + old + "'"),
              deleting("threads", "id", "last < '" + silent + "'" + UNSHARED),
              deleting("uploads", "id", "expires < '" + old + "'"),
              this::tooMany,
              this::tooLarge,
              Housekeeping::forgetTexts,
              Housekeeping::giveBack)) {
        repeat(step);
      }
      checkpoint();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.debug("tidying the store: {}", String.valueOf(e.getCause()));
    }
  }

  /** A thread that a branch goes on from stays as long as the branch. */
  private static final String UNSHARED =
      " AND NOT EXISTS (SELECT 1 FROM threads f WHERE f.fork_of = threads.id)";

  private void repeat(Step step) throws InterruptedException, ExecutionException {
    for (int i = 0; i < MOST_STEPS; i++) {
      if (!writer.submit(connection -> step.take(connection)).get()) {
        return;
      }
      var _ = pause.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Step deleting(String table, String key, String where) {
    String sql =
        "DELETE FROM %s WHERE %s IN (SELECT %s FROM %s WHERE %s LIMIT %d)"
            .formatted(table, key, key, table, where, STEP);
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql) > 0;
      }
    };
  }

  private boolean tooMany(Connection connection) throws SQLException {
    long over = number(connection, "SELECT COUNT(*) FROM decisions") - limits.rows();
    return over > 0 && oldest(connection, "decisions", "id", Math.min(over, STEP)) > 0;
  }

  /** What takes most room goes first: what was said, then what was decided. */
  private boolean tooLarge(Connection connection) throws SQLException {
    long pages =
        number(connection, "PRAGMA page_count") - number(connection, "PRAGMA freelist_count");
    if (pages * number(connection, "PRAGMA page_size") <= limits.bytes()) {
      return false;
    }
    return oldest(connection, "results", "at", STEP) > 0
        || oldest(connection, "threads", "last", 1) > 0
        || oldest(connection, "decisions", "id", STEP) > 0;
  }

  private static boolean forgetTexts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      var _ = statement.executeUpdate(Texts.FORGET);
      return false;
    }
  }

  private static int oldest(Connection connection, String table, String by, long count)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM %s WHERE id IN (SELECT id FROM %s ORDER BY %s LIMIT ?)"
                .formatted(table, table, by))) {
      delete.setLong(1, count);
      return delete.executeUpdate();
    }
  }

  private static boolean giveBack(Connection connection) throws SQLException {
    if (number(connection, "PRAGMA auto_vacuum") == 0
        || number(connection, "PRAGMA freelist_count") == 0) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < PAGES; i++) {
        // the engine gives back one page for each step, of which the driver takes one
        statement.execute("PRAGMA incremental_vacuum(1)");
      }
    }
    return true;
  }

  /** Brings the log back to nothing, if nobody reads from it now. */
  private void checkpoint() {
    try {
      if (Files.size(database.log()) > Database.LOG_LIMIT) {
        try (Connection connection = database.open();
            Statement statement = connection.createStatement()) {
          statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
      }
    } catch (IOException | SQLException | StoreException e) {
      LOG.debug("the store's log is as long as it was: {}", e.toString());
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
