package dev.fairlead.daemon.store;

import dev.fairlead.daemon.store.Filter.Condition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads out what was kept, row by row; for platform threads. */
public final class Export {
  private static final int AT_ONCE = 500;

  private final Source source;

  /** What is kept in that database. */
  public Export(Source source) {
    this.source = source;
  }

  /** What can be read out; none of it holds what was said. */
  public enum What {
    DECISIONS("SELECT d.* FROM decisions d WHERE %s ORDER BY d.id"),
    ATTEMPTS(
        "SELECT t.* FROM attempts t JOIN decisions d ON d.id = t.decision WHERE %s"
            + " ORDER BY t.decision, t.number"),
    EVENTS("SELECT d.* FROM events d WHERE %s ORDER BY d.id");

    private final String sql;

    What(String sql) {
      this.sql = sql;
    }

    /** Its name on a command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Takes the rows. */
  public interface Reader {
    /** The names of the columns, before the first row. */
    void columns(List<String> names);

    /** One row, by column. */
    void row(Map<String, @Nullable Object> row);
  }

  /**
   * Reads all that the filter lets through, the oldest first.
   *
   * @return how many rows there were
   * @throws StoreException if the store cannot be read
   */
  public long read(What what, Filter filter, Reader reader) throws StoreException {
    Condition condition = filter.condition();
    try (Connection connection = source.open();
        PreparedStatement statement = condition.prepared(connection, what.sql)) {
      statement.setFetchSize(AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        ResultSetMetaData meta = row.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          names.add(meta.getColumnLabel(i));
        }
        reader.columns(names);
        long count = 0;
        while (row.next()) {
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            values.put(name, Texts.whole(connection, name, row.getObject(i + 1)));
          }
          reader.row(values);
          count++;
        }
        return count;
      }
    } catch (SQLException e) {
      throw new StoreException(
          "the store " + source.name() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
