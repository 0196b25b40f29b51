package dev.fairlead.daemon.store;

import dev.fairlead.tools.Threads.Head;
import dev.fairlead.tools.Threads.Turn;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.text.DataBinding;
import dev.fairlead.tools.threads.MemoryThreads.Fork;
import dev.fairlead.tools.threads.MemoryThreads.Whole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Threads and their turns as rows, for one user. */
final class ThreadRows {
  private static final int MOST_LISTED = 1_000;
  private static final int DEEPEST = 100;
  private static final String MINE = "(user_name IS NULL OR user_name = ? OR shared = 1)";

  private final Who who;
  private final Supplier<Contents> contents;
  private final BooleanSupplier shared;

  /**
   * Rows of theirs.
   *
   * @param contents what is kept of what was said
   * @param shared whether others may go on with threads that are begun
   */
  ThreadRows(Who who, Supplier<Contents> contents, BooleanSupplier shared) {
    this.who = who;
    this.contents = contents;
    this.shared = shared;
  }

  /**
   * The thread's newest turn.
   *
   * @param named the thread that its caller named
   * @param after the turn that it follows
   */
  List<Row> of(Whole thread, String named, @Nullable String after) {
    Turn turn = thread.turns().getLast();
    Fork fork = named.equals(thread.id()) ? thread.fork() : null;
    Contents kept = contents.get();
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.of(
            Table.THREADS,
            named,
            thread.tool(),
            thread.started().toString(),
            turn.at().toString(),
            fork == null ? null : fork.of(),
            fork == null ? null : fork.at(),
            shared.getAsBoolean() ? 1 : 0,
            Micros.of(turn.at()),
            who.user(),
            who.machine(),
            who.workspace(),
            who.client().get()));
    rows.add(
        Row.of(
            Table.TURNS,
            turn.id(),
            named,
            thread.turns().size(),
            after,
            turn.tool(),
            turn.at().toString(),
            kept.of(turn.said()),
            kept.of(turn.asked()),
            kept.of(turn.answered()),
            kept.of(turn.state()),
            kept.label(),
            DataBinding.plain().writeValueAsString(turn.sent()),
            who.user(),
            who.machine(),
            who.workspace(),
            who.client().get()));
    if (kept == Contents.FULL) {
      rows.addAll(attached(turn));
    }
    return rows;
  }

  private static List<Row> attached(Turn turn) {
    List<Row> rows = new ArrayList<>();
    int place = 1;
    for (GatedFile.Attachment file : turn.attached()) {
      rows.add(
          Row.of(
              Table.ATTACHED,
              turn.id(),
              place,
              file.path(),
              file.content().kind().name(),
              file.content().mediaType(),
              file.sha256(),
              file.bytes()));
      place++;
    }
    return rows;
  }

  /** A thread of this user, or one that is shared, if all that was said in it is kept. */
  Optional<Whole> find(Connection connection, String thread) throws SQLException {
    try (PreparedStatement head =
        connection.prepareStatement(
            "SELECT tool, started, fork_of, fork_at FROM threads WHERE id = ? AND " + MINE)) {
      head.setString(1, thread);
      head.setString(2, who.user());
      try (ResultSet found = head.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        String of = found.getString(3);
        Fork fork = of == null ? null : new Fork(of, found.getInt(4));
        Optional<List<Turn>> turns = turns(connection, thread, fork);
        if (turns.isEmpty()) {
          return Optional.empty();
        }
        return Optional.of(
            new Whole(
                thread, found.getString(1), Instant.parse(found.getString(2)), fork, turns.get()));
      }
    }
  }

  /** A branch's turns, after those that it shares; nothing if some of them is not whole. */
  private static Optional<List<Turn>> turns(
      Connection connection, String thread, @Nullable Fork fork) throws SQLException {
    List<Turn> all = new ArrayList<>();
    String at = thread;
    int upTo = Integer.MAX_VALUE;
    Fork next = fork;
    for (int i = 0; i < DEEPEST; i++) {
      Optional<List<Turn>> some = own(connection, at, upTo);
      if (some.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(0, some.get());
      if (next == null) {
        return Optional.of(all);
      }
      at = next.of();
      upTo = next.at();
      next = fork(connection, at);
    }
    return Optional.empty();
  }

  private static @Nullable Fork fork(Connection connection, String thread) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT fork_of, fork_at FROM threads WHERE id = ?")) {
      select.setString(1, thread);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getString(1) != null
            ? new Fork(row.getString(1), row.getInt(2))
            : null;
      }
    }
  }

  private static Optional<List<Turn>> own(Connection connection, String thread, int upTo)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, tool, at, said, asked, answered, state, contents FROM turns"
                + " WHERE thread = ? AND number <= ? ORDER BY number")) {
      select.setString(1, thread);
      select.setInt(2, upTo);
      List<Turn> turns = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (!Contents.FULL.label().equals(row.getString(8))) {
            return Optional.empty();
          }
          turns.add(
              new Turn(
                  row.getString(1),
                  row.getString(2),
                  Instant.parse(row.getString(3)),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  attached(connection, row.getString(1)),
                  List.of()));
        }
      }
      return Optional.of(turns);
    }
  }

  private static List<GatedFile.Attachment> attached(Connection connection, String turn)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT path, kind, media_type, sha256, content FROM attached"
                + " WHERE turn = ? ORDER BY place")) {
      select.setString(1, turn);
      List<GatedFile.Attachment> attached = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          byte[] bytes = row.getBytes(5);
          attached.add(
              new GatedFile.Attachment(
                  row.getString(1),
                  bytes.length,
                  row.getString(4),
                  new Content(Content.Kind.valueOf(row.getString(2)), row.getString(3)),
                  bytes));
        }
      }
      return attached;
    }
  }

  /** The threads used last, the newest first; those of which only hashes are kept have no words. */
  List<Head> list(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, tool, started, last, COALESCE(fork_at, 0)"
                + " + (SELECT COUNT(*) FROM turns WHERE thread = t.id),"
                + " (SELECT CASE WHEN contents = 'full' THEN said ELSE '' END FROM turns"
                + " WHERE thread = COALESCE(t.fork_of, t.id) ORDER BY number LIMIT 1)"
                + " FROM threads t WHERE "
                + MINE
                + " ORDER BY last DESC, id LIMIT "
                + MOST_LISTED)) {
      select.setString(1, who.user());
      List<Head> heads = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String about = row.getString(6);
          heads.add(
              new Head(
                  row.getString(1),
                  row.getString(2),
                  Instant.parse(row.getString(3)),
                  Instant.parse(row.getString(4)),
                  row.getInt(5),
                  about == null ? "" : about));
        }
      }
      return heads;
    }
  }
}
