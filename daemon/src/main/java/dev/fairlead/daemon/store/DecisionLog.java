package dev.fairlead.daemon.store;

import dev.fairlead.daemon.store.Filter.Condition;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.tools.text.DataBinding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decisions of the past, for reading; for platform threads. */
public final class DecisionLog {
  /** The name of the newest decision that was about a model. */
  public static final String LAST = "last";

  private static final Set<String> JSON_COLUMNS =
      Set.of("candidates", "rejections", "degradations", "sent", "adjusted", "ask", "shadow");

  private final Source database;

  /** The log in that database. */
  public DecisionLog(Source database) {
    this.database = database;
  }

  /**
   * The last decisions, newest first, each with its columns by name and its attempts.
   *
   * @throws StoreException if the store cannot be read
   */
  public List<Map<String, @Nullable Object>> last(int count) throws StoreException {
    return last(Filter.ALL, count);
  }

  /**
   * The last decisions that the filter lets through, in the same form.
   *
   * @throws StoreException if the store cannot be read
   */
  public List<Map<String, @Nullable Object>> last(Filter filter, int count) throws StoreException {
    return read(filter.condition(), count);
  }

  /**
   * The decision of that id, or of {@link #LAST}, in the same form.
   *
   * @param filter which decisions may be told
   * @throws StoreException if the store cannot be read
   */
  public Optional<Map<String, @Nullable Object>> find(String id, Filter filter)
      throws StoreException {
    Condition among = filter.condition();
    List<String> values = new ArrayList<>(among.values());
    String which = "d.path <> 'direct'";
    if (!id.equals(LAST)) {
      which = "d.id = ?";
      values.add(id);
    }
    return read(new Condition(among.sql() + " AND " + which, values), 1).stream().findFirst();
  }

  /**
   * How fast models were in the decisions that the filter lets through, by id.
   *
   * @throws StoreException if the store cannot be read
   */
  public Map<String, Speed> speeds(Filter filter) throws StoreException {
    try (Connection connection = database.open()) {
      return SpeedRows.speeds(connection, filter.condition());
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private List<Map<String, @Nullable Object>> read(Condition condition, int count)
      throws StoreException {
    try (Connection connection = database.open();
        PreparedStatement decisions =
            condition.prepared(
                connection,
                "SELECT * FROM decisions d WHERE %s ORDER BY d.id DESC LIMIT " + count);
        PreparedStatement attempts =
            connection.prepareStatement(
                "SELECT * FROM attempts WHERE decision = ? ORDER BY number")) {
      List<Map<String, @Nullable Object>> rows = rows(connection, decisions);
      for (Map<String, @Nullable Object> row : rows) {
        attempts.setObject(1, row.get("id"));
        List<Map<String, @Nullable Object>> tried = rows(connection, attempts);
        tried.forEach(attempt -> attempt.remove("decision"));
        row.put("attempts", tried);
      }
      return rows;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private StoreException unreadable(SQLException e) {
    return new StoreException(
        "the store " + database.name() + " cannot be read: " + e.getMessage(), e);
  }

  private static List<Map<String, @Nullable Object>> rows(
      Connection connection, PreparedStatement statement) throws SQLException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String name = columns.getColumnName(i);
          Object value = Texts.whole(connection, name, result.getObject(i));
          boolean json = JSON_COLUMNS.contains(name) && value instanceof String;
          row.put(name, json ? DataBinding.plain().readValue((String) value, Object.class) : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
