package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes away what was kept, for good; for platform threads. */
public final class Forgetting {
  private static final List<String> OLD =
      List.of(
          "DELETE FROM threads WHERE last < ?",
          "DELETE FROM decisions WHERE at < ?",
          "DELETE FROM events WHERE at < ?",
          "DELETE FROM jobs WHERE started < ?",
          "DELETE FROM results WHERE at < ?",
          "DELETE FROM uploads WHERE expires < ?");

  private final Source source;

  /** What is kept in that database. */
  public Forgetting(Source source) {
    this.source = source;
  }

  /**
   * What was taken away.
   *
   * @param threads conversations, with all that was said in them
   * @param decisions with their attempts
   * @param others events, jobs, rests of long results
   */
  public record Gone(int threads, int decisions, int others) {}

  /**
   * Takes away a conversation and its branches, with the jobs and the long results of its time.
   * What was decided stays: it holds nothing of what was said.
   *
   * @throws StoreException if the store cannot be written
   */
  public Gone thread(String id) throws StoreException {
    return done(connection -> {
      Set<String> all = family(connection, id);
      int jobs = 0;
      int threads = 0;
      for (String thread : all) {
        jobs +=
            changed(
                connection,
                "DELETE FROM results WHERE at >= (SELECT started FROM threads WHERE id = ?)"
                    + " AND substr(at, 1, 19) <= (SELECT substr(last, 1, 19) FROM threads WHERE id = ?)",
                thread,
                thread);
        jobs +=
            changed(
                connection,
                "DELETE FROM jobs WHERE arguments LIKE ? OR result LIKE ?",
                "%" + thread + "%",
                "%" + thread + "%");
      }
      // a branch points at its thread no more than by name
      for (String thread : all) {
        threads += changed(connection, "DELETE FROM threads WHERE id = ?", thread);
      }
      return new Gone(threads, 0, jobs);
    });
  }

  /**
   * Takes away all that is older than that.
   *
   * @throws StoreException if the store cannot be written
   */
  public Gone before(Instant moment) throws StoreException {
    return done(connection -> {
      List<Integer> counts = new ArrayList<>();
      for (String sql : OLD) {
        counts.add(changed(connection, sql, moment.toString()));
      }
      if (source instanceof Database) {
        var _ = changed(connection, Texts.FORGET);
      }
      int others = counts.stream().skip(2).mapToInt(Integer::intValue).sum();
      return new Gone(counts.get(0), counts.get(1), others);
    });
  }

  private interface Work {
    Gone with(Connection connection) throws SQLException;
  }

  private Gone done(Work work) throws StoreException {
    boolean file = source instanceof Database;
    try (Connection connection = source.open();
        Statement statement = connection.createStatement()) {
      if (file) {
        statement.execute("PRAGMA secure_delete = ON");
        connection.setAutoCommit(false);
      }
      Gone gone = work.with(connection);
      connection.commit();
      if (file) {
        connection.setAutoCommit(true);
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)"); // the log holds it, too
      }
      return gone;
    } catch (SQLException e) {
      throw new StoreException("the store " + source.name() + " keeps it: " + e.getMessage(), e);
    }
  }

  private static Set<String> family(Connection connection, String id) throws SQLException {
    Set<String> family = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(id));
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM threads WHERE fork_of = ?")) {
      while (!next.isEmpty()) {
        String thread = next.remove();
        if (family.add(thread)) {
          select.setString(1, thread);
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              next.add(row.getString(1));
            }
          }
        }
      }
    }
    return family;
  }

  private static int changed(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }
}
