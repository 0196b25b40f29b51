package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MigrationsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What every schema since the first has of a decision and its attempt. */
  private static final List<String> DECISION =
      List.of(
          """
          INSERT INTO decisions VALUES ('d-1', '2026-01-02T03:04:05Z', 'chat', NULL, 'answered', 'standard', 'm', 'p',
            'balanced', NULL, '', '', NULL, 1, 2, '[]', '[]', '[]', '[]', NULL, 3, 4, 5, 6, 0.5, 7
          """,
          """
          INSERT INTO attempts VALUES ('d-1', 1, 'm', 'm', 'p', 'k', 'standard', NULL, NULL, 3, 4, 5, 6, 0.5, NULL, 7
          """);

  @TempDir private Path directory;

  @Test
  void a_store_of_the_fourth_schema_keeps_its_rows() throws Exception {
    older(4, DECISION.get(0) + ")", DECISION.get(1) + ", 'new', 'high', 'low', '[]')");

    Decisions.record(Stores.in(directory, PATIENCE).journal(), Decisions.numbered(2));

    assertThat(new DecisionLog(database()).last(10))
        .extracting(row -> row.get("overhead_ms"))
        .containsExactlyInAnyOrder(2.235, null);
    AskLog.Found found = new AskLog(database()).find(Filter.ALL);
    assertThat(found.calls()).hasSize(1);
    assertThat(found.older()).isEqualTo(1);
  }

  @Test
  void rows_that_were_the_nodes_of_an_index_keep_all_they_said() throws Exception {
    older(
        9,
        DECISION.get(0)
            + ", '/w', '{}', 1, 2, 3, 4, 5, 6, 7, 8, 'on', 'router', 1, 'ok', '[]', 'ann', 'box', 'c 1')",
        DECISION.get(1) + ", 'new', 'high', 'low', '[]', 1, 2, 3, 4, 5, 6, 7)",
        "INSERT INTO jobs VALUES ('j-1', 'chat', 's', 'e', 'done', 'd', 'f', 'r', '{}', '[]', 'x', 'p', 9, 'u', 'm', 'w', 'c')",
        "INSERT INTO results VALUES ('r-1', 's', 'content')");
    Map<String, List<String>> before =
        Map.of(
            "decisions", all("decisions"),
            "attempts", all("attempts"),
            "jobs", all("jobs"),
            "results", all("results"));

    try (Connection connection = database().open();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, List<String>> table : before.entrySet()) {
        assertThat(all(table.getKey())).as(table.getKey()).isEqualTo(table.getValue()).hasSize(1);
      }
      assertThat(one(statement, "SELECT COUNT(*) FROM view_days")).isEqualTo("1");
      assertThat(
              one(
                  statement,
                  "SELECT group_concat(name) FROM pragma_table_list"
                      + " WHERE wr AND name IN ('decisions', 'attempts', 'jobs', 'results')"))
          .isEqualTo("null");
      statement.execute("DELETE FROM decisions");
      assertThat(one(statement, "SELECT COUNT(*) FROM attempts")).isEqualTo("0");
    }
  }

  @Test
  void what_is_for_the_file_alone_is_not_asked_of_a_shared_database() {
    assertThat(Migrations.sharedAfter(0))
        .isNotEmpty()
        .noneMatch(migration -> migration.number() > Migrations.NEWEST_SHARED)
        .noneMatch(
            migration -> migration.statements().stream().anyMatch(sql -> sql.contains("new_")));
    assertThat(Migrations.NEWEST_SHARED).isLessThan(Migrations.NEWEST);
  }

  /** Makes a store of that schema in which that was done. */
  private void older(int version, String... inserts) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database().file());
        Statement statement = connection.createStatement()) {
      for (Migrations.Migration migration : Migrations.after(0)) {
        if (migration.number() <= version) {
          for (String sql : migration.statements()) {
            statement.execute(sql);
          }
        }
      }
      for (String insert : inserts) {
        statement.execute(insert);
      }
      statement.execute("PRAGMA user_version = " + version);
    }
  }

  /** The rows of a table, each with its columns by name. */
  private List<String> all(String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database().file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.put(rows.getMetaData().getColumnName(i), rows.getString(i));
        }
        all.add(row.toString());
      }
      return all;
    }
  }

  private static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return String.valueOf(row.next() ? row.getString(1) : null);
    }
  }

  private Database database() {
    return new Database(directory.resolve("fairlead.db"), null);
  }
}
