package dev.fairlead.daemon.store;

import dev.fairlead.tools.text.DataBinding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows through one connection, in a transaction of its owner. Parents come before what
 * points at them, whatever the order they are given in. For one thread.
 */
final class Rows {

  private final Statements statements;
  private final TurnPlace places;
  private final boolean noted;
  private final @Nullable Texts texts;
  private Map<String, String> moved = Map.of();

  private Rows(Connection connection, boolean file, boolean noted) {
    this.statements = new Statements(connection);
    this.places = new TurnPlace(statements, this::insert);
    this.texts = file ? new Texts(statements) : null;
    this.noted = noted;
  }

  /**
   * Writes to the file beside the daemon.
   *
   * @param noted whether what was written is put down in the outbox, for a shared database
   */
  static Rows inFile(Connection connection, boolean noted) {
    return new Rows(connection, true, noted);
  }

  /** Writes to a database that many daemons share. */
  static Rows shared(Connection connection) {
    return new Rows(connection, false, false);
  }

  void write(List<Row> rows) throws SQLException {
    moved = Map.of();
    if (texts != null) {
      texts.begin();
    }
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

  /** The turns that the last write put into another thread than their rows say, and into which. */
  Map<String, String> moved() {
    return moved;
  }

  private void write(Table table, List<Row> rows) throws SQLException {
    if (table == Table.TURNS) {
      for (Row row : rows) {
        TurnPlace.Put put = places.put(row);
        if (!put.thread().equals(row.get("thread"))) {
          moved = moved.isEmpty() ? new HashMap<>() : moved;
          moved.put(String.valueOf(row.get("id")), put.thread());
        }
        if (noted) {
          note(put.begun());
        }
      }
      return;
    }
    PreparedStatement statement = statements.of(table.insert());
    for (Row row : rows) {
      Row kept = texts != null && table == Table.DECISIONS ? texts.apart(row) : row;
      bind(statement, kept.values());
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private boolean insert(Row row) throws SQLException {
    PreparedStatement statement = statements.of(row.table().insert());
    bind(statement, row.values());
    return statement.executeUpdate() == 1;
  }

  private void note(List<Row> rows) throws SQLException {
    PreparedStatement statement = statements.of("INSERT INTO outbox (kind, key) VALUES (?, ?)");
    for (Row row : rows) {
      if (row.table().shared()) {
        statement.setString(1, row.table().label());
        statement.setString(2, DataBinding.plain().writeValueAsString(row.key()));
        statement.addBatch();
      }
    }
    statement.executeBatch();
  }

  private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
