package dev.fairlead.daemon.store;

import dev.fairlead.tools.text.DataBinding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was written here and is still to go to a team's database, as keys of rows. */
final class Outbox {

  private Outbox() {}

  /**
   * The oldest that has to go.
   *
   * @param numbers what is to be taken out once it went
   * @param rows as they are now; those that were forgotten meanwhile are not among them
   */
  record Load(List<Long> numbers, List<Row> rows) {}

  /** The next that many, each row once. */
  static Load next(Connection connection, int most) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    Map<Table, Set<String>> keys = new EnumMap<>(Table.class);
    try (PreparedStatement select =
        connection.prepareStatement("SELECT seq, kind, key FROM outbox ORDER BY seq LIMIT ?")) {
      select.setInt(1, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          numbers.add(row.getLong(1));
          keys.computeIfAbsent(
                  Table.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                  _ -> new LinkedHashSet<>())
              .add(row.getString(3));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Table, Set<String>> table : keys.entrySet()) {
      rows.addAll(rows(connection, table.getKey(), List.copyOf(table.getValue())));
    }
    return new Load(numbers, rows);
  }

  /** The rows of these keys, in the order of the keys. */
  private static List<Row> rows(Connection connection, Table table, List<String> keys)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(table.select())) {
      for (String key : keys) {
        rows.addAll(
            rows(connection, select, table, DataBinding.plain().readValue(key, Object[].class)));
      }
    }
    return rows;
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

  /** Rows of a table, whose columns are selected in its order. */
  static List<Row> rows(Connection connection, Table table, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      return rows(connection, select, table, values);
    }
  }

  private static List<Row> rows(
      Connection connection, PreparedStatement select, Table table, Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      select.setObject(i + 1, values[i]);
    }
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        @Nullable Object[] read = new @Nullable Object[table.columns().size()];
        for (int i = 0; i < read.length; i++) {
          read[i] = Texts.whole(connection, table.columns().get(i), row.getObject(i + 1));
        }
        rows.add(new Row(table, Arrays.asList(read)));
      }
    }
    return rows;
  }
}
