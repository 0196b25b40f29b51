package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TextsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final String LONG =
      """
      [{"why":"%s","provider":"acme","models":["m-0"]}]\
      """
          .formatted("so many words ".repeat(30));
  private static final String OTHER = LONG.replace("m-0", "m-9");

  @TempDir private Path directory;

  @Test
  void what_decisions_have_in_common_is_kept_once_and_every_reader_has_it() throws Exception {
    Writer writer = noting();
    writer.write(decision(1, LONG, NOW));
    List<Row> two = new ArrayList<>(decision(2, LONG, NOW));
    two.addAll(decision(3, OTHER, NOW));
    two.addAll(decision(4, LONG, NOW));
    writer.write(two);

    assertThat(column("SELECT text FROM texts")).containsExactlyInAnyOrder(LONG, OTHER);
    assertThat(column("SELECT rejections FROM decisions"))
        .hasSize(4)
        .allMatch(kept -> kept.length() < 40);
    assertThat(column("SELECT rejections FROM view_rejections ORDER BY decision"))
        .containsExactly(LONG, LONG, OTHER, LONG);
    assertThat(exported()).containsExactly(LONG, LONG, OTHER, LONG);
    assertThat(new DecisionLog(database()).last(10))
        .extracting(row -> String.valueOf(row.get("rejections")))
        .hasSize(4)
        .allMatch(read -> read.contains("so many words"))
        .filteredOn(read -> read.contains("m-9"))
        .hasSize(1);
    try (Connection connection = database().open()) {
      assertThat(Outbox.next(connection, 100).rows())
          .filteredOn(row -> row.table() == Table.DECISIONS)
          .extracting(row -> row.get("rejections"))
          .containsExactly(LONG, LONG, OTHER, LONG);
    }
  }

  @Test
  void what_another_process_took_away_is_there_again_with_the_next_decision() throws Exception {
    Writer writer = Stores.writer(directory, PATIENCE);
    writer.write(decision(1, LONG, NOW));
    try (Connection connection = database().open();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM decisions");
      statement.execute(Texts.FORGET);
    }
    assertThat(column("SELECT text FROM texts")).isEmpty();

    writer.write(decision(2, LONG, NOW));

    assertThat(exported()).containsExactly(LONG);
  }

  @Test
  void a_short_one_stays_in_its_row() throws Exception {
    Writer writer = Stores.writer(directory, PATIENCE);
    writer.write(decision(1, "[]", NOW));

    assertThat(column("SELECT rejections FROM decisions")).containsExactly("[]");
    assertThat(column("SELECT digest FROM texts")).isEmpty();
  }

  @Test
  void a_text_goes_with_the_last_decision_that_needs_it() throws Exception {
    Writer writer = Stores.writer(directory, PATIENCE);
    writer.write(decision(1, LONG, NOW.minus(Duration.ofDays(100))));
    List<Row> days = new ArrayList<>(decision(2, OTHER, NOW.minus(Duration.ofDays(100))));
    days.addAll(decision(3, OTHER, NOW.minus(Duration.ofDays(3))));
    writer.write(days);

    new Housekeeping(
            writer,
            database(),
            new Store.Limits(Duration.ofDays(90), 100, 1L << 40, Duration.ofDays(30)),
            () -> NOW)
        .tidy();

    assertThat(exported()).containsExactly(OTHER);
    assertThat(column("SELECT text FROM texts")).containsExactly(OTHER);
  }

  /** A writer whose rows go on to a shared database. */
  private Writer noting() {
    return new Writer(
        database(),
        new Spool(directory.resolve("spool"), 1 << 20),
        PATIENCE,
        true,
        System::nanoTime);
  }

  private static List<Row> decision(long number, String rejections, Instant at) {
    return DecisionRows.of(Decisions.numbered(number), Stores.who("/w")).stream()
        .map(row ->
            row.table() == Table.DECISIONS
                ? row.with("rejections", rejections).with("at", at.toString())
                : row)
        .toList();
  }

  private List<String> exported() throws StoreException {
    List<String> read = new ArrayList<>();
    new Export(database())
        .read(
            Export.What.DECISIONS,
            Filter.ALL,
            new Export.Reader() {
              @Override
              public void columns(List<String> names) {}

              @Override
              public void row(Map<String, @Nullable Object> row) {
                read.add(String.valueOf(row.get("rejections")));
              }
            });
    return read;
  }

  private List<String> column(String sql) throws StoreException, SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = database().open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  private Database database() {
    return new Database(directory.resolve("fairlead.db"), null);
  }
}
