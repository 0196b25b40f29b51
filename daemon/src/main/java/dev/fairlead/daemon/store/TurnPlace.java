package dev.fairlead.daemon.store;

import dev.fairlead.tools.Threads.Turn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of a turn in its thread. A turn follows the one its caller saw last; where
 * another came to that place first, it begins a branch, which is a thread of its own that shares
 * what came before. The same turn always comes to the same place, however often it is put there.
 */
final class TurnPlace {
  private static final int DEEPEST = 100;

  private final Statements statements;
  private final Insertion insertion;

  /** Writes a row of any table as it is, unless one is in its place; whether it did. */
  @FunctionalInterface
  interface Insertion {
    boolean write(Row row) throws SQLException;
  }

  private record Spot(String thread, int number) {}

  /**
   * Where a turn is.
   *
   * @param thread the thread that it is in
   * @param begun the branches that were begun for it
   */
  record Put(String thread, List<Row> begun) {}

  TurnPlace(Statements statements, Insertion insertion) {
    this.statements = statements;
    this.insertion = insertion;
  }

  /** Writes the turn, if it is not there yet. */
  Put put(Row turn) throws SQLException {
    Object parent = turn.get("parent");
    if (parent == null && insertion.write(turn)) {
      return new Put(text(turn, "thread"), List.of());
    }
    String id = text(turn, "id");
    Optional<Spot> there = spot("SELECT thread, number FROM turns WHERE id = ?", id);
    if (there.isPresent()) {
      return new Put(there.get().thread(), List.of());
    }
    Optional<Spot> before =
        parent == null
            ? Optional.empty()
            : spot("SELECT thread, number FROM turns WHERE id = ?", parent.toString());
    String home = text(turn, "thread");
    if (before.isPresent() && descends(before.get().thread(), home)) {
      home = before.get().thread();
    }
    int number =
        before
            .map(spot -> spot.number() + 1)
            .orElse(((Number) Objects.requireNonNull(turn.get("number"))).intValue());
    List<Row> begun = new ArrayList<>();
    if (taken(home, number)) {
      Optional<Row> fork = fork(home, number - 1, Turn.branch(id), turn);
      if (fork.isPresent()) {
        var _ = insertion.write(fork.get());
        begun.add(fork.get());
        home = Turn.branch(id);
      }
    }
    var _ = insertion.write(turn.with("thread", home).with("number", number));
    return new Put(home, begun);
  }

  private boolean taken(String thread, int number) throws SQLException {
    PreparedStatement select =
        statements.of("SELECT id FROM turns WHERE thread = ? AND number = ?");
    select.setString(1, thread);
    select.setInt(2, number);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private Optional<Spot> spot(String sql, String id) throws SQLException {
    PreparedStatement select = statements.of(sql);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(new Spot(row.getString(1), row.getInt(2))) : Optional.empty();
    }
  }

  /** Whether a thread is a branch of another, or a branch of its branch. */
  private boolean descends(String thread, String from) throws SQLException {
    String at = thread;
    for (int i = 0; i < DEEPEST && at != null; i++) {
      at = forkOf(at);
      if (from.equals(at)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String forkOf(String thread) throws SQLException {
    PreparedStatement select = statements.of("SELECT fork_of FROM threads WHERE id = ?");
    select.setString(1, thread);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private Optional<Row> fork(String home, int at, String id, Row turn) throws SQLException {
    PreparedStatement select = statements.of(Table.THREADS.select());
    select.setString(1, home);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      @Nullable Object[] values = new @Nullable Object[Table.THREADS.columns().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.getObject(i + 1);
      }
      return Optional.of(
          Row.of(Table.THREADS, values)
              .with("id", id)
              .with("last", turn.get("at"))
              .with("fork_of", home)
              .with("fork_at", at)
              .with("user_name", turn.get("user_name"))
              .with("machine", turn.get("machine"))
              .with("workspace", turn.get("workspace"))
              .with("client", turn.get("client")));
    }
  }

  private static String text(Row row, String column) {
    return String.valueOf(row.get(column));
  }
}
