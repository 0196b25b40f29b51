package dev.fairlead.daemon.store;

import dev.fairlead.daemon.store.Filter.Condition;
import dev.fairlead.routing.selection.Health.Speed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How fast models were, as rows tell. */
final class SpeedRows {
  private SpeedRows() {}

  /** The way a running daemon learns them, but over all calls alike. */
  static Map<String, Speed> speeds(Connection connection, Condition condition) throws SQLException {
    Map<String, Speed> speeds = new HashMap<>();
    try (PreparedStatement statement =
            condition.prepared(
                connection,
                """
                SELECT l.model, avg(l.first_event_ms) AS first, count(*) AS calls,
                  sum(l.completion_tokens) * 1000.0 / sum(l.took_ms - l.first_event_ms) AS rate
                FROM decisions d JOIN attempts l ON l.decision = d.id
                WHERE l.error IS NULL AND l.completion_tokens > 0 AND l.took_ms > l.first_event_ms
                  AND %s GROUP BY l.model
                """);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Duration first = Duration.ofMillis(Math.round(row.getDouble("first")));
        speeds.put(
            row.getString("model"), new Speed(first, row.getDouble("rate"), row.getInt("calls")));
      }
    }
    return speeds;
  }
}
