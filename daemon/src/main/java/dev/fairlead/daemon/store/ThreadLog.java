package dev.fairlead.daemon.store;

import dev.fairlead.tools.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The conversations of one user, for people; for platform threads. */
public final class ThreadLog {
  private final Source source;
  private final ThreadRows rows;

  /** Those in that database. */
  public ThreadLog(Source source, String user) {
    this.source = source;
    this.rows =
        new ThreadRows(new Who(user, () -> "", "", () -> ""), () -> Contents.FULL, () -> false);
  }

  /**
   * Those used last, the newest first.
   *
   * @throws StoreException if the store cannot be read
   */
  public List<Threads.Head> all() throws StoreException {
    try (Connection connection = source.open()) {
      return rows.list(connection);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /**
   * The turns of one; nothing if there is none, or what was said is not kept.
   *
   * @throws StoreException if the store cannot be read
   */
  public Optional<List<Threads.Turn>> turns(String id) throws StoreException {
    try (Connection connection = source.open()) {
      return rows.find(connection, id).map(thread -> thread.turns());
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private StoreException unreadable(SQLException e) {
    return new StoreException(
        "the store " + source.name() + " cannot be read: " + e.getMessage(), e);
  }
}
