package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The statements of one connection, each prepared once. For one thread. */
final class Statements {
  private final Connection connection;
  private final Map<String, PreparedStatement> known = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** The statement of that text, which stays open as long as its connection. */
  PreparedStatement of(String sql) throws SQLException {
    PreparedStatement statement = known.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      known.put(sql, statement);
    }
    return statement;
  }
}
