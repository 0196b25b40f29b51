package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes rows through one connection, in a transaction of its owner. Parents come before what
 * points at them, whatever the order they are given in. For one thread.
 */
final class Rows {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Connection connection;
  private final boolean noted;
  private final Map<Table, PreparedStatement> inserts = new EnumMap<>(Table.class);

  /**
   * Writes through that connection.
   *
   * @param noted whether what was written is put down in the outbox, for a shared database
   */
  Rows(Connection connection, boolean noted) {
    this.connection = connection;
    this.noted = noted;
  }

  void write(List<Row> rows) throws SQLException {
    List<Row> ordered = rows.stream().sorted(Comparator.comparing(Row::table)).toList();
    int from = 0;
    while (from < ordered.size()) {
      Table table = ordered.get(from).table();
      int to = from;
      while (to < ordered.size() && ordered.get(to).table() == table) {
        to++;
      }
      write(table, ordered.subList(from, to));
      from = to;
    }
    if (noted) {
      note(ordered);
    }
  }

  private void write(Table table, List<Row> rows) throws SQLException {
    if (table == Table.TURNS) {
      for (Row row : rows) {
        List<Row> forks = new TurnPlace(connection, this::insert).put(row);
        if (noted) {
          note(forks);
        }
      }
      return;
    }
    PreparedStatement statement = statement(table);
    for (Row row : rows) {
      bind(statement, row.values());
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private void insert(Row row) throws SQLException {
    PreparedStatement statement = statement(row.table());
    bind(statement, row.values());
    statement.executeUpdate();
  }

  private PreparedStatement statement(Table table) throws SQLException {
    PreparedStatement known = inserts.get(table);
    if (known == null) {
      known = connection.prepareStatement(table.insert());
      inserts.put(table, known);
    }
    return known;
  }

  private void note(List<Row> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO outbox (kind, key) VALUES (?, ?)")) {
      for (Row row : rows) {
        if (row.table().shared()) {
          statement.setString(1, row.table().label());
          statement.setString(2, JSON.writeValueAsString(row.key()));
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
