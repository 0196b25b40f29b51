package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What was written here and is still to go to a team's database, as keys of rows. */
final class Outbox {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Outbox() {}

  /**
   * The oldest that has to go.
   *
   * @param numbers what is to be taken out once it went
   * @param rows as they are now; those that were forgotten meanwhile are not among them
   */
  record Load(List<Long> numbers, List<Row> rows) {}

  private record Key(Table table, String values) {}

  /** The next that many, each row once. */
  static Load next(Connection connection, int most) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT seq, kind, key FROM outbox ORDER BY seq LIMIT ?")) {
      select.setInt(1, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          numbers.add(row.getLong(1));
          Key key =
              new Key(Table.valueOf(row.getString(2).toUpperCase(Locale.ROOT)), row.getString(3));
          if (!keys.contains(key)) {
            keys.add(key);
          }
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Key key : keys) {
      row(connection, key.table(), JSON.readValue(key.values(), Object[].class))
          .ifPresent(rows::add);
    }
    return new Load(numbers, rows);
  }

  /** Takes out what went. */
  static void done(Connection connection, List<Long> numbers) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM outbox WHERE seq = ?")) {
      for (long number : numbers) {
        delete.setLong(1, number);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private static Optional<Row> row(Connection connection, Table table, Object... key)
      throws SQLException {
    return rows(connection, table, table.select(), key).stream().findFirst();
  }

  /** Rows of a table, whose columns are selected in its order. */
  static List<Row> rows(Connection connection, Table table, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      List<Row> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          @Nullable Object[] read = new @Nullable Object[table.columns().size()];
          for (int i = 0; i < read.length; i++) {
            read[i] = row.getObject(i + 1);
          }
          rows.add(new Row(table, Arrays.asList(read)));
        }
      }
      return rows;
    }
  }
}
