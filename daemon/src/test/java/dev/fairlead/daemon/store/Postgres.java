package dev.fairlead.daemon.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A real PostgreSQL on loopback, one for all tests of a run, with a database for each that asks.
 */
public final class Postgres {
  private static final class Server {
    private static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "60")
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException e) {
        throw new IllegalStateException("PostgreSQL does not start", e);
      }
    }
  }

  private Postgres() {}

  /** The address of a new and empty database. */
  public static String database(String name) throws SQLException {
    try (Connection connection = admin("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + name);
    }
    return "postgresql://postgres@127.0.0.1:" + port() + "/" + name;
  }

  public static int port() {
    return Server.ONE.getPort();
  }

  /** A connection of the one who may do anything. */
  public static Connection admin(String database) throws SQLException {
    return as("postgres", "", database);
  }

  /** A connection of that role. */
  static Connection as(String user, String password, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, user, password);
  }

  /** The first value of what that finds. */
  public static long number(String database, String sql) throws SQLException {
    try (Connection connection = admin(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** All of what that finds, as one text. */
  public static String text(String database, String sql) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = admin(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          text.append(row.getString(i)).append('\n');
        }
      }
    }
    return text.toString();
  }
}
