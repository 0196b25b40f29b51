package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Threads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for rows in either engine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EngineContractTest {
  private static final String AT = "2026-11-20T10:00:00Z";

  @TempDir private Path directory;

  enum Engine {
    SQLITE,
    POSTGRESQL
  }

  private Source source(Engine engine, String name) throws SQLException, StoreException {
    return engine == Engine.SQLITE
        ? new Database(directory.resolve(name + ".db"), null)
        : SharedDatabase.at(Postgres.database("contract_" + name));
  }

  private static void write(Source source, Row... rows) throws SQLException, StoreException {
    if (source instanceof SharedDatabase shared) {
      try (Connection connection = shared.connect()) {
        SharedDatabase.in(connection, c -> Rows.shared(c).write(List.of(rows)));
      }
    } else {
      try (Connection connection = source.open()) {
        Transaction.in(connection, c -> Rows.inFile(c, false).write(List.of(rows)));
      }
    }
  }

  private static List<Row> all(Source source, Table table) throws SQLException, StoreException {
    try (Connection connection = source.open()) {
      String columns = String.join(", ", table.columns());
      return Outbox.rows(
          connection, table, "SELECT %s FROM %s ORDER BY 1".formatted(columns, table.label()));
    }
  }

  private static Row thread(String id, long changed) {
    return Row.of(
        Table.THREADS, id, "chat", AT, AT, null, null, 0, changed, "ann", "box", "/w", "c");
  }

  private static Row turn(String id, String thread, int number, @Nullable String parent) {
    return Row.of(
        Table.TURNS,
        id,
        thread,
        number,
        parent,
        "chat",
        AT,
        "said " + id,
        "asked",
        "answered",
        "{}",
        "full",
        "[]",
        "ann",
        "box",
        "/w",
        "c");
  }

  private static Row job(String state, long changed) {
    return Row.of(
        Table.JOBS,
        "j",
        "chat",
        AT,
        null,
        state,
        "",
        "[]",
        "",
        "{}",
        "[]",
        null,
        "1-1",
        changed,
        "ann",
        "box",
        "/w",
        "c");
  }

  @ParameterizedTest
  @EnumSource
  void a_row_that_is_written_twice_is_there_once(Engine engine) throws Exception {
    Source source = source(engine, "twice");
    List<Row> decision = DecisionRows.of(Decisions.numbered(1), Stores.who("/w"));
    Row event = new Events(Stores.who("/w"), () -> Instant.parse(AT)).now("spool", "s", "on", "");
    byte[] bytes = {0, -1, 7};
    Row attached = Row.of(Table.ATTACHED, "t1", 1, "a.png", "IMAGE", "image/png", "00", bytes);
    for (int i = 0; i < 2; i++) {
      write(source, decision.toArray(Row[]::new));
      write(source, attached, event, turn("t1", "x", 1, null), thread("x", 1));
    }

    assertThat(all(source, Table.DECISIONS)).hasSize(1);
    assertThat(all(source, Table.ATTEMPTS)).hasSize(2);
    assertThat(all(source, Table.EVENTS)).hasSize(1);
    assertThat(all(source, Table.TURNS)).hasSize(1);
    assertThat(all(source, Table.ATTACHED).getFirst().get("content")).isEqualTo(bytes);
    assertThat(all(source, Table.DECISIONS).getFirst().json())
        .isEqualTo(Row.read(decision.getFirst().json()).json());
  }

  @ParameterizedTest
  @EnumSource
  void of_a_row_that_changes_the_newest_stays(Engine engine) throws Exception {
    Source source = source(engine, "newest");
    write(source, job("running", 1), thread("x", 5));
    write(source, job("ended", 3));
    write(source, job("running", 2), thread("x", 4).with("last", "older"));

    assertThat(all(source, Table.JOBS))
        .extracting(row -> row.get("state"))
        .containsExactly("ended");
    assertThat(all(source, Table.THREADS)).extracting(row -> row.get("last")).containsExactly(AT);
  }

  @ParameterizedTest
  @EnumSource
  void a_turn_whose_place_is_taken_begins_a_branch_and_what_follows_it_goes_there(Engine engine)
      throws Exception {
    Source source = source(engine, "branch");
    write(source, thread("x", 1), turn("t1", "x", 1, null));
    write(source, turn("t2", "x", 2, "t1"));
    write(source, turn("u2", "x", 2, "t1"));
    write(source, turn("u3", "x", 3, "u2"));
    write(source, turn("u2", "x", 2, "t1"), turn("t3", "x", 3, "t2"));

    ThreadLog log = new ThreadLog(source, "ann");
    assertThat(said(log, "x")).containsExactly("said t1", "said t2", "said t3");
    assertThat(said(log, Threads.Turn.branch("u2")))
        .containsExactly("said t1", "said u2", "said u3");
    assertThat(new ThreadLog(source, "bob").all()).isEmpty();
    assertThat(log.all()).extracting(Threads.Head::turns).containsExactlyInAnyOrder(3, 3);
  }

  private static List<String> said(ThreadLog log, String id) throws StoreException {
    Optional<List<Threads.Turn>> turns = log.turns(id);
    return turns.orElseThrow().stream().map(Threads.Turn::said).toList();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_kept_is_read_counted_exported_and_forgotten(Engine engine) throws Exception {
    Source source = source(engine, "reading");
    for (int i = 1; i <= 3; i++) {
      write(source, DecisionRows.of(Decisions.numbered(i), Stores.who("/w")).toArray(Row[]::new));
    }
    write(source, thread("x", 1), turn("t1", "x", 1, null), job("ended", 1));

    List<Map<String, @Nullable Object>> rows = new DecisionLog(source).last(Filter.of("/w"), 2);
    assertThat(rows).hasSize(2);
    assertThat((List<?>) rows.getFirst().get("attempts")).hasSize(2);
    assertThat(new AskLog(source).find(Filter.ALL).calls()).hasSize(3);
    assertThat(new Statistics(source).of(Filter.ALL, Statistics.By.DAY).getLast().calls())
        .isEqualTo(3);
    List<Map<String, @Nullable Object>> exported = new ArrayList<>();
    Export.Reader reader =
        new Export.Reader() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public void row(Map<String, @Nullable Object> row) {
            exported.add(row);
          }
        };
    assertThat(new Export(source).read(Export.What.ATTEMPTS, Filter.ALL, reader)).isEqualTo(6);
    assertThat(exported.getFirst()).containsEntry("model", "m-1");

    assertThat(new Forgetting(source).thread("x")).isEqualTo(new Forgetting.Gone(1, 0, 0));
    assertThat(new Forgetting(source).before(Instant.parse("2026-11-20T10:00:01Z")))
        .isEqualTo(new Forgetting.Gone(0, 3, 1));
    assertThat(all(source, Table.ATTEMPTS)).isEmpty();
    assertThat(all(source, Table.TURNS)).isEmpty();
  }
}
