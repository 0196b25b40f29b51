package dev.fairlead.daemon.store;

import dev.fairlead.tools.Threads.Head;
import dev.fairlead.tools.Threads.Turn;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Threads and their turns as rows. */
final class ThreadRows {
  private static final int MOST_LISTED = 1_000;

  private ThreadRows() {}

  /** A thread with all of its turns, the oldest first. */
  record Whole(String tool, Instant started, List<Turn> turns) {}

  static void append(Connection connection, Head head, Turn turn) throws SQLException {
    try (PreparedStatement thread =
            connection.prepareStatement(
                "INSERT INTO threads (id, tool, started, last) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET last = excluded.last");
        PreparedStatement row =
            connection.prepareStatement(
                "INSERT INTO turns (thread, number, tool, at, said, asked, answered, state)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      thread.setString(1, head.id());
      thread.setString(2, head.tool());
      thread.setString(3, head.started().toString());
      thread.setString(4, turn.at().toString());
      thread.executeUpdate();
      int number = next(connection, head.id());
      row.setString(1, head.id());
      row.setInt(2, number);
      row.setString(3, turn.tool());
      row.setString(4, turn.at().toString());
      row.setString(5, turn.said());
      row.setString(6, turn.asked());
      row.setString(7, turn.answered());
      row.setString(8, turn.state());
      row.executeUpdate();
      attach(connection, head.id(), number, turn.attached());
    }
  }

  private static int next(Connection connection, String thread) throws SQLException {
    try (PreparedStatement last =
        connection.prepareStatement("SELECT MAX(number) FROM turns WHERE thread = ?")) {
      last.setString(1, thread);
      try (ResultSet row = last.executeQuery()) {
        return row.next() ? row.getInt(1) + 1 : 1;
      }
    }
  }

  private static void attach(
      Connection connection, String thread, int number, List<GatedFile.Attachment> attached)
      throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(
            "INSERT INTO attachments (thread, number, place, path, kind, media_type, sha256, content)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      int place = 1;
      for (GatedFile.Attachment file : attached) {
        row.setString(1, thread);
        row.setInt(2, number);
        row.setInt(3, place++);
        row.setString(4, file.path());
        row.setString(5, file.content().kind().name());
        row.setString(6, file.content().mediaType());
        row.setString(7, file.sha256());
        row.setBytes(8, file.bytes());
        row.executeUpdate();
      }
    }
  }

  static Optional<Whole> find(Connection connection, String thread) throws SQLException {
    try (PreparedStatement head =
            connection.prepareStatement("SELECT tool, started FROM threads WHERE id = ?");
        PreparedStatement turns =
            connection.prepareStatement(
                "SELECT number, tool, at, said, asked, answered, state FROM turns"
                    + " WHERE thread = ? ORDER BY number")) {
      head.setString(1, thread);
      turns.setString(1, thread);
      try (ResultSet found = head.executeQuery();
          ResultSet row = turns.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        List<Turn> all = new ArrayList<>();
        while (row.next()) {
          all.add(
              new Turn(
                  row.getString(2),
                  Instant.parse(row.getString(3)),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  attached(connection, thread, row.getInt(1))));
        }
        return Optional.of(new Whole(found.getString(1), Instant.parse(found.getString(2)), all));
      }
    }
  }

  private static List<GatedFile.Attachment> attached(
      Connection connection, String thread, int number) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT path, kind, media_type, sha256, content FROM attachments"
                + " WHERE thread = ? AND number = ? ORDER BY place")) {
      select.setString(1, thread);
      select.setInt(2, number);
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

  /** The threads used last, the newest first. */
  static List<Head> list(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, tool, started, last,"
                + " (SELECT COUNT(*) FROM turns WHERE thread = id),"
                + " (SELECT said FROM turns WHERE thread = id AND number = 1)"
                + " FROM threads ORDER BY last DESC, id LIMIT "
                + MOST_LISTED)) {
      List<Head> heads = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          heads.add(
              new Head(
                  row.getString(1),
                  row.getString(2),
                  Instant.parse(row.getString(3)),
                  Instant.parse(row.getString(4)),
                  row.getInt(5),
                  row.getString(6)));
        }
      }
      return heads;
    }
  }

  /** Removes the threads that nobody has gone on with since then. */
  static void forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM threads WHERE last < ?")) {
      delete.setString(1, before.toString());
      delete.executeUpdate();
    }
  }
}
