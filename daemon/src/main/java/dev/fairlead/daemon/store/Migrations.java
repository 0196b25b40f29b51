package dev.fairlead.daemon.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Brings a database to the newest schema, one numbered file after the other, each once. */
final class Migrations {
  /** By their numbers, the lowest first. */
  private static final List<String> FILES =
      List.of(
          "0001-decisions.sql",
          "0002-spending.sql",
          "0003-attempts.sql",
          "0004-uploads.sql",
          "0005-timing.sql",
          "0006-rollout.sql",
          "0007-threads.sql",
          "0008-who.sql",
          "0009-views.sql",
          "0010-long-rows.sqlite.sql",
          "0011-texts.sqlite.sql");

  /** What is for a file beside a daemon alone, as its name says. */
  private static final String FILE_ALONE = ".sqlite.sql";

  /** The number of the last one, which is the version of the newest schema. */
  static final int NEWEST = number(FILES.getLast());

  /** The version of the newest schema of a database that many daemons share. */
  static final int NEWEST_SHARED =
      FILES.stream().filter(Migrations::isShared).mapToInt(Migrations::number).max().orElseThrow();

  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\n");

  private Migrations() {}

  /**
   * One step to a newer schema.
   *
   * @param number of the schema that it leads to
   * @param statements in the words of SQLite
   */
  record Migration(int number, List<String> statements) {}

  /** The steps that lead the file beside a daemon from that schema to the newest. */
  static List<Migration> after(int version) {
    return after(version, _ -> true);
  }

  /** The steps that lead a database that many daemons share from that schema to the newest. */
  static List<Migration> sharedAfter(int version) {
    return after(version, Migrations::isShared);
  }

  private static List<Migration> after(int version, Predicate<String> meant) {
    return FILES.stream()
        .filter(name -> number(name) > version && meant.test(name))
        .map(name ->
            new Migration(
                number(name),
                STATEMENT_END
                    .splitAsStream(text(name))
                    .filter(sql -> !sql.isBlank())
                    .map(sql -> sql.strip().replaceAll(";$", ""))
                    .toList()))
        .toList();
  }

  /** Applies what is missing; many processes may do so at once. */
  static void apply(Connection connection, Path file) throws SQLException, StoreException {
    if (version(connection, file) == NEWEST) {
      return;
    }
    Transaction.in(connection, c -> applyMissing(c, file));
  }

  private static void applyMissing(Connection connection, Path file)
      throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      int done = version(connection, file);
      for (Migration migration : after(done)) {
        for (String sql : migration.statements()) {
          statement.execute(sql);
        }
        statement.execute("PRAGMA user_version = " + migration.number());
      }
    }
  }

  private static int version(Connection connection, Path file) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      int version = row.getInt(1);
      if (version > NEWEST) {
        throw new StoreException(
            "the store "
                + file
                + " has schema "
                + version
                + ", this daemon knows up to "
                + NEWEST
                + ": update the daemon, or set state.directory (FAIRLEAD_STATE_DIRECTORY)");
      }
      return version;
    }
  }

  /** The number that a name begins with; between two there may be others that were never needed. */
  private static int number(String name) {
    return Integer.parseInt(name.substring(0, name.indexOf('-')));
  }

  private static boolean isShared(String name) {
    return !name.endsWith(FILE_ALONE);
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(Migrations.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
