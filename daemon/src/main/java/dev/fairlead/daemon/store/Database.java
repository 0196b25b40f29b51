package dev.fairlead.daemon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.util.OSInfo;

/**
 * The embedded database of one user, shared by all of the user's daemons. Opens connections for
 * platform threads; the driver is never used on a virtual one.
 *
 * @param file where it is
 * @param application the directory of the installation, where the driver's native library lies
 *     unpacked; null lets the driver unpack its own
 * @param durable whether what is written outlives a power cut, too, which costs a wait for the disk
 */
public record Database(Path file, @Nullable Path application, boolean durable) implements Source {
  /** How long the log beside the file may stay, in bytes. */
  static final long LOG_LIMIT = 12L << 20;

  /** What is read and written at once, in bytes. */
  private static final int PAGE = 4_096;

  /** How many pages the log takes before a commit brings them into the file itself. */
  static final long LOG_PAGES = LOG_LIMIT / PAGE;

  /** What is kept of the file in memory, as far as it is read or written at all. */
  private static final int CACHE_KIBIBYTES = 8_192;

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int BUSY_MILLIS = 5_000;
  private static final long LEAST_ROOM = 1L << 20;
  private static final int TURNS = 200;
  private static final long TURN_NANOS = 10_000_000;

  /**
   * A connection to the newest schema; makes the file and its directory if they are missing.
   *
   * @throws StoreException if the file cannot be had or belongs to a newer daemon
   */
  @Override
  public Connection open() throws StoreException {
    useUnpackedLibrary();
    try {
      OwnDirectory.make(file.toAbsolutePath().getParent());
      FileSystems.check(file);
      Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, properties());
      useWriteAheadLog(connection);
      Migrations.apply(connection, file);
      return connection;
    } catch (IOException | SQLException e) {
      throw new StoreException(
          "the store "
              + file
              + " cannot be opened ("
              + e.getMessage()
              + "): make its directory writable or set state.directory (FAIRLEAD_STATE_DIRECTORY)",
          e);
    }
  }

  /**
   * Of several that open a new file at once, one turns it over to its log; the engine tells the
   * others that the file is busy, without waiting as it does for everything else.
   */
  private void useWriteAheadLog(Connection connection) throws SQLException {
    for (int again = TURNS; ; again--) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA auto_vacuum = INCREMENTAL"); // for a new file alone
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA journal_size_limit = " + LOG_LIMIT);
        statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
        statement.execute("PRAGMA cache_size = -" + CACHE_KIBIBYTES);
        statement.execute("PRAGMA synchronous = " + (durable ? "FULL" : "NORMAL"));
        return;
      } catch (SQLException e) {
        if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code || again == 0) {
          connection.close();
          throw e;
        }
        LockSupport.parkNanos(TURN_NANOS);
      }
    }
  }

  /** A database whose rows outlive the end of a process, but not a power cut. */
  public Database(Path file, @Nullable Path application) {
    this(file, application, false);
  }

  @Override
  public String name() {
    return file.toString();
  }

  /** The log beside the file, from which rows come into it. */
  Path log() {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /** Closes a connection that failed; what it says to that is for the log. */
  static void discard(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("closing the store: {}", e.getMessage());
      }
    }
  }

  /**
   * Does what a write does, and leaves nothing behind.
   *
   * @throws StoreException if that cannot be done
   */
  public void tryWriting() throws StoreException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      Transaction.in(
          connection, _ -> statement.execute("UPDATE decisions SET at = at WHERE id = ''"));
      long left = Files.getFileStore(file).getUsableSpace();
      if (left < LEAST_ROOM) {
        throw new StoreException(
            "the store %s has %d KiB of its disk left: make room, or set state.directory (FAIRLEAD_STATE_DIRECTORY)"
                .formatted(file, left >> 10));
      }
    } catch (SQLException | IOException e) {
      throw new StoreException("the store " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("transaction_mode", "IMMEDIATE");
    // or the driver asks for a key after each insertion, by a statement that it compiles anew
    properties.setProperty("jdbc.get_generated_keys", "false");
    return properties;
  }

  private void useUnpackedLibrary() {
    if (application == null) {
      return;
    }
    Path library =
        application
            .resolve("native/org/sqlite/native")
            .resolve(OSInfo.getNativeLibFolderPathForCurrentOS());
    if (Files.isDirectory(library)) {
      System.setProperty("org.sqlite.lib.path", library.toString());
    }
  }
}
