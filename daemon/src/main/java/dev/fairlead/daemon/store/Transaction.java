package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A piece of work that is done wholly or not at all. Between two of them a connection holds no
 * lock: the driver's own {@code commit} would begin the next one at once, and keep other processes
 * from writing.
 */
@FunctionalInterface
interface Transaction {
  /** Does the work. */
  void run(Connection connection) throws SQLException, StoreException;

  /** Does that work in a transaction of its own; on failure the connection is closed. */
  static void in(Connection connection, Transaction work) throws SQLException, StoreException {
    boolean done = false;
    try {
      connection.setAutoCommit(false);
      work.run(connection);
      connection.setAutoCommit(true);
      done = true;
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }
}
