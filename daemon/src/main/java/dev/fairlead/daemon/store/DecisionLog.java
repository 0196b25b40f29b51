package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The decisions of the past, for reading. */
public final class DecisionLog {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> JSON_COLUMNS =
      Set.of("candidates", "rejections", "degradations", "sent", "adjusted", "shadow");

  private final Database database;

  /** The log in that database. */
  public DecisionLog(Database database) {
    this.database = database;
  }

  /**
   * The last decisions, newest first, each with its columns by name and its attempts.
   *
   * @throws StoreException if the store cannot be read
   */
  public List<Map<String, @Nullable Object>> last(int count) throws StoreException {
    try (Connection connection = database.open();
        PreparedStatement decisions =
            connection.prepareStatement("SELECT * FROM decisions ORDER BY id DESC LIMIT ?");
        PreparedStatement attempts =
            connection.prepareStatement(
                "SELECT * FROM attempts WHERE decision = ? ORDER BY number")) {
      decisions.setInt(1, count);
      List<Map<String, @Nullable Object>> rows = rows(decisions);
      for (Map<String, @Nullable Object> row : rows) {
        attempts.setObject(1, row.get("id"));
        List<Map<String, @Nullable Object>> tried = rows(attempts);
        tried.forEach(attempt -> attempt.remove("decision"));
        row.put("attempts", tried);
      }
      return rows;
    } catch (SQLException e) {
      throw new StoreException(
          "the store " + database.file() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Map<String, @Nullable Object>> rows(PreparedStatement statement)
      throws SQLException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String name = columns.getColumnName(i);
          Object value = result.getObject(i);
          boolean json = JSON_COLUMNS.contains(name) && value instanceof String;
          row.put(name, json ? JSON.readValue((String) value, Object.class) : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
