package dev.fairlead.daemon.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Long texts that many decisions have in common, each kept once in the file beside a daemon: most
 * calls leave out the same models for the same, which took half the room of a decision. A row has
 * the digest in the text's place. Rows that are read by {@link Outbox}, {@link DecisionLog} or
 * {@link Export} have the text again. For one thread.
 */
final class Texts {
  /** Takes away the texts of no decision, of the days before the oldest one. */
  static final String FORGET =
      "DELETE FROM texts WHERE used < (SELECT COALESCE(substr(MIN(at), 1, 10), '9') FROM decisions)";

  private static final String COLUMN = "rejections";
  private static final List<String> COLUMNS = Table.DECISIONS.columns();
  private static final int PLACE = COLUMNS.indexOf(COLUMN);
  private static final int SHORT = 200;
  private static final int BYTES = 16;
  private static final int DAY = "2026-01-01".length();

  /** What no JSON begins with. */
  private static final char MARK = '#';

  private static final String PUT =
      "INSERT INTO texts (digest, text, used) VALUES (?, ?, ?)"
          + " ON CONFLICT (digest) DO UPDATE SET used = excluded.used WHERE excluded.used > used";

  private final Statements statements;

  /**
   * What was put in this transaction, and of which day: another process may have taken away what
   * was there before.
   */
  private final Set<String> put = new HashSet<>();

  private String last = "";
  private String lastDigest = "";

  Texts(Statements statements) {
    this.statements = statements;
  }

  /** A transaction begins. */
  void begin() {
    put.clear();
  }

  /** The row as it is kept; what it has in common with others is put apart. */
  Row apart(Row row) throws SQLException {
    if (!(row.values().get(PLACE) instanceof String text) || text.length() < SHORT) {
      return row;
    }
    String digest = digest(text);
    String at = String.valueOf(row.get("at"));
    String day = at.substring(0, Math.min(DAY, at.length()));
    if (put.add(digest + day)) {
      PreparedStatement statement = statements.of(PUT);
      statement.setString(1, digest);
      statement.setString(2, text);
      statement.setString(3, day);
      statement.executeUpdate();
    }
    return row.with(COLUMN, digest);
  }

  private String digest(String text) {
    if (!text.equals(last)) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        lastDigest = MARK + HexFormat.of().formatHex(hash, 0, BYTES);
        last = text;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every platform has SHA-256", e);
      }
    }
    return lastDigest;
  }

  /** What was in that column of a decision, with the text where its digest is. */
  static @Nullable Object whole(Connection connection, String column, @Nullable Object value)
      throws SQLException {
    if (!column.equals(COLUMN)
        || !(value instanceof String digest)
        || digest.isEmpty()
        || digest.charAt(0) != MARK) {
      return value;
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT text FROM texts WHERE digest = ?")) {
      select.setString(1, digest);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : "[]";
      }
    }
  }
}
