package dev.fairlead.daemon.store;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.Spending;
import dev.fairlead.routing.resilience.Spending.Calls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * What calls cost, as rows; one that is not settled by its {@code until} belongs to a process that
 * died and costs nothing.
 */
record SpendingRows(String workspace, Duration window) {
  private static final String SUMS =
      """
      SELECT total(usd), total(CASE WHEN workspace = ? THEN usd END)
      FROM spending WHERE day = ? AND plan = 0 AND (until IS NULL OR until > ?)
      """;

  private static final String CALLS =
      "SELECT key, count(*), min(at) FROM spending WHERE plan = 1 AND at > ? GROUP BY key";

  Spending read(Connection open, Instant now) throws SQLException {
    double day;
    double own;
    try (PreparedStatement sums = open.prepareStatement(SUMS)) {
      sums.setString(1, workspace);
      sums.setString(2, day(now));
      sums.setLong(3, now.toEpochMilli());
      try (ResultSet row = sums.executeQuery()) {
        row.next();
        day = row.getDouble(1);
        own = row.getDouble(2);
      }
    }
    Map<String, Calls> calls = new HashMap<>();
    try (PreparedStatement made = open.prepareStatement(CALLS)) {
      made.setLong(1, now.minus(window).toEpochMilli());
      try (ResultSet row = made.executeQuery()) {
        while (row.next()) {
          Instant oldest = Instant.ofEpochMilli(row.getLong(3));
          calls.put(row.getString(1), new Calls(row.getInt(2), oldest));
        }
      }
    }
    return new Spending(day, own, calls);
  }

  /** Sets an estimate aside and returns the row's number; forgets what no limit counts any more. */
  long insert(Connection open, Access key, double estimate, Instant now, Instant until)
      throws SQLException {
    try (PreparedStatement old = open.prepareStatement("DELETE FROM spending WHERE at < ?")) {
      old.setLong(1, now.minus(window).minus(Duration.ofDays(1)).toEpochMilli());
      old.executeUpdate();
    }
    try (PreparedStatement insert =
        open.prepareStatement(
            "INSERT INTO spending (at, day, workspace, key, plan, usd, until)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id")) {
      insert.setLong(1, now.toEpochMilli());
      insert.setString(2, day(now));
      insert.setString(3, workspace);
      insert.setString(4, key.id());
      insert.setInt(5, key.billing() == Access.Billing.PLAN ? 1 : 0);
      insert.setDouble(6, estimate);
      insert.setLong(7, until.toEpochMilli());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  void settle(Connection open, long id, double cost) throws SQLException {
    try (PreparedStatement update =
        open.prepareStatement("UPDATE spending SET usd = ?, until = NULL WHERE id = ?")) {
      update.setDouble(1, cost);
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  void delete(Connection open, long id) throws SQLException {
    try (PreparedStatement delete = open.prepareStatement("DELETE FROM spending WHERE id = ?")) {
      delete.setLong(1, id);
      delete.executeUpdate();
    }
  }

  private static String day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
  }
}
