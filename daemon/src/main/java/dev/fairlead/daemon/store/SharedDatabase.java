package dev.fairlead.daemon.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The PostgreSQL that a team shares, of version 15 or newer, behind a pooler or not. Everything is
 * done in transactions that say themselves where their tables are: a pooler may give the next one
 * another connection. For platform threads.
 */
public final class SharedDatabase implements Source {
  /** Where the tables are. */
  static final String SCHEMA = "fairlead";

  private static final String WHERE = "SET LOCAL search_path TO " + SCHEMA;

  /** What is confirmed leaves the outbox, so it has to outlive the server's end. */
  private static final String LASTING =
      "SELECT set_config('synchronous_commit', 'on', true)"
          + " WHERE current_setting('synchronous_commit') = 'off'";

  private final SharedAddress address;
  private volatile boolean known;

  private SharedDatabase(SharedAddress address) {
    this.address = address;
  }

  /**
   * The database at that address, which is not asked for before it is needed.
   *
   * @throws StoreException if it is no address
   */
  public static SharedDatabase at(String address) throws StoreException {
    return new SharedDatabase(SharedAddress.of(address));
  }

  /** What must not be told of an address, whether it is a valid one or not. */
  public static List<String> secrets(String address) {
    String who = address.replaceFirst("^[a-z]+://", "").replaceFirst("@[^@]*$", "");
    String password = who.contains(":") ? who.substring(who.indexOf(':') + 1) : "";
    String decoded = password;
    try {
      decoded = URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      // as it is, then
    }
    return List.of(address, password, decoded);
  }

  @Override
  public String name() {
    return address.name();
  }

  /** A connection for one look: whatever is done with it, closing it undoes. */
  @Override
  public Connection open() throws StoreException {
    Connection connection = connect();
    try {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(WHERE);
      }
      return connection;
    } catch (SQLException e) {
      Database.discard(connection);
      throw new StoreException("the database " + name() + " failed: " + told(e), e);
    }
  }

  /** A connection whose schema is the newest; made so, where its role may do that. */
  Connection connect() throws StoreException {
    try {
      Connection connection = bare();
      if (!known) {
        try {
          SharedSchema.bring(connection, this);
          known = true;
        } finally {
          if (!known) {
            Database.discard(connection);
          }
        }
      }
      return connection;
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** A connection to whatever is there. */
  Connection bare() throws SQLException {
    return DriverManager.getConnection(address.url(), address.properties());
  }

  StoreException unreachable(SQLException e) {
    String told = told(e);
    String way =
        told.contains("PKIX") || told.contains("certificat")
            ? "; its certificate must hold: name its authority with ?sslrootcert=FILE (Supabase offers"
                + " the file for download), or go without a check with ?sslmode=require"
            : SharedSchema.FORBIDDEN.equals(e.getSQLState())
                ? "; have its owner run what `daemon database --sql` prints"
                : "";
    return new StoreException("the database " + name() + " cannot be had: " + told + way, e);
  }

  /** What the server said; what a failed batch says itself has its rows in it. */
  static String told(SQLException e) {
    SQLException cause = e instanceof BatchUpdateException ? e.getNextException() : null;
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }

  /** Does that in a transaction, which lasts; on failure the connection is of no use any more. */
  static void in(Connection connection, Transaction work) throws SQLException, StoreException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(WHERE + ";" + LASTING);
    }
    work.run(connection);
    connection.commit();
  }
}
