package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path directory;

  private Writer writer(Duration patience) {
    return Stores.writer(directory, patience);
  }

  /** It gives up soon, so that what it finds there is written by another. */
  private Writer hastyWriterToAStoreThatHas(Row row) throws InterruptedException {
    writer(PATIENCE).write(List.of(row));
    Writer writer = writer(SHORT);
    writer.prepare();
    writer.flush(PATIENCE);
    return writer;
  }

  private static Row event(String id) {
    return Row.of(
        Table.EVENTS, id, "2026-11-20T10:00:00Z", "spool", "s", "on", "why", "u", "m", "w", "c");
  }

  private List<String> ids() throws SQLException, StoreException {
    try (Connection connection = new Database(file(), null).open();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT id FROM events ORDER BY id")) {
      Stream.Builder<String> ids = Stream.builder();
      while (row.next()) {
        ids.add(row.getString(1));
      }
      return ids.build().toList();
    }
  }

  private Path file() {
    return directory.resolve("fairlead.db");
  }

  private List<Path> spooled() throws IOException {
    Path spool = directory.resolve("spool");
    if (!Files.isDirectory(spool)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < PATIENCE.toMillis() / 10 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private boolean has(String... ids) {
    try {
      return ids().equals(List.of(ids));
    } catch (SQLException | StoreException _) {
      return false;
    }
  }

  @Test
  void what_is_written_is_there_when_it_returns() throws Exception {
    Writer writer = writer(PATIENCE);
    assertThat(writer.write(List.of(event("a"), event("b"))).stored()).isTrue();
    assertThat(writer.write(List.of(event("a"))).stored()).isTrue();

    assertThat(ids()).containsExactly("a", "b");
    assertThat(spooled()).isEmpty();
    assertThat(writer.failing()).isEmpty();
  }

  @Test
  void what_a_locked_store_does_not_take_in_time_is_in_the_spool_and_comes_in_once()
      throws Exception {
    Writer writer = hastyWriterToAStoreThatHas(event("a"));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long start = System.nanoTime();
      assertThat(writer.write(List.of(event("b"))).stored()).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(spooled()).hasSize(1);
      assertThat(Spool.rows(spooled().getFirst())).containsExactly(event("b"));
      statement.execute("COMMIT");
    }

    await(() -> has("a", "b"));
    writer.write(List.of(event("c")));
    assertThat(ids()).containsExactly("a", "b", "c");
    await(() -> {
      try {
        return spooled().isEmpty();
      } catch (IOException _) {
        return false;
      }
    });
  }

  @Test
  void what_is_posted_is_there_once_it_is_settled() throws Exception {
    Writer writer = writer(PATIENCE);
    writer.settle();
    for (int i = 10; i < 30; i++) {
      writer.post(List.of(event("e" + i)));
    }
    writer.settle();

    assertThat(ids()).hasSize(20);
    assertThat(spooled()).isEmpty();
  }

  @Test
  void to_flush_is_to_wait_for_the_work_before_it_as_well() throws Exception {
    Writer writer = writer(PATIENCE);
    Order.Work<Boolean> slowly =
        _ -> {
          LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
          return true;
        };
    var _ = writer.submit(slowly); // meanwhile the other two gather
    Future<Boolean> slow = writer.submit(slowly);

    writer.flush(PATIENCE);

    assertThat(slow.isDone()).isTrue();
  }

  @Test
  void what_is_passed_on_is_waited_for_by_nobody_and_is_there_all_the_same() throws Exception {
    Writer writer = hastyWriterToAStoreThatHas(event("a"));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      writer.postUnsettled(List.of(event("b")));
      writer.settle();
      assertThat(spooled()).isEmpty();
      statement.execute("COMMIT");
    }

    await(() -> has("a", "b"));
  }

  @Test
  void what_is_passed_on_is_there_when_the_writer_is_closed() throws Exception {
    Writer writer = writer(PATIENCE);
    for (int i = 10; i < 30; i++) {
      writer.postUnsettled(List.of(event("e" + i)));
    }
    writer.close();

    assertThat(ids()).hasSize(20);
  }

  @Test
  void what_was_posted_to_a_locked_store_is_settled_by_the_spool_and_comes_in_once()
      throws Exception {
    Writer writer = hastyWriterToAStoreThatHas(event("a"));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long start = System.nanoTime();
      writer.post(List.of(event("b")));
      writer.post(List.of(event("c")));
      writer.settle();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(Spool.rows(spooled().getFirst())).containsExactly(event("b"), event("c"));
      statement.execute("COMMIT");
    }

    await(() -> has("a", "b", "c"));
  }

  @Test
  void what_is_posted_to_a_store_that_is_away_is_in_the_spool_at_once() throws Exception {
    Files.writeString(file(), "this is not a database, it is a longer sentence ".repeat(9));
    Writer writer = writer(PATIENCE);
    writer.write(List.of(event("a")));
    writer.post(List.of(event("b")));

    assertThat(Spool.rows(spooled().getFirst())).containsExactly(event("a"), event("b"));
  }

  @Test
  void a_store_that_is_away_holds_nobody_and_its_rows_come_in_when_it_is_back() throws Exception {
    Files.writeString(file(), "this is not a database, it is a longer sentence ".repeat(9));
    Writer writer = writer(PATIENCE);
    for (int i = 0; i < 20; i++) {
      assertThat(writer.write(List.of(event("e" + (10 + i)))).stored()).isFalse();
    }
    assertThat(writer.failing()).isPresent();
    assertThat(spooled()).hasSize(1);

    Files.delete(file());

    await(() -> {
      try {
        return ids().size() == 20 && spooled().isEmpty();
      } catch (SQLException | StoreException | IOException _) {
        return false;
      }
    });
    assertThat(writer.failing()).isEmpty();
  }

  @Test
  void what_a_dead_process_left_comes_in_without_the_line_it_did_not_finish() throws Exception {
    Path spool = Files.createDirectories(directory.resolve("spool"));
    Files.writeString(
        spool.resolve("999999999-1-1.jsonl"),
        event("a").json() + "\nnonsense\n" + event("b").json() + "\n[\"events\",[\"c\"");
    Writer writer = writer(PATIENCE);

    writer.prepare();

    await(() -> has("a", "b"));
    await(() -> Files.notExists(spool.resolve("999999999-1-1.jsonl")));
  }

  @Test
  void a_row_that_the_store_refuses_takes_no_other_with_it() throws Exception {
    Path spool = Files.createDirectories(directory.resolve("spool"));
    Row orphan =
        Row.of(Table.ATTACHED, "no turn", 1, "p", "IMAGE", "image/png", "00", new byte[] {1});
    Files.writeString(
        spool.resolve("999999999-1-1.jsonl"),
        event("a").json() + "\n" + orphan.json() + "\n" + event("b").json() + "\n");
    Writer writer = writer(PATIENCE);

    writer.prepare();

    await(() -> has("a", "b"));
  }

  @Test
  void the_spool_of_a_process_that_lives_is_left_to_it() throws Exception {
    Path spool = Files.createDirectories(directory.resolve("spool"));
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    Path theirs =
        spool.resolve(
            parent.pid()
                + "-"
                + parent.info().startInstant().orElseThrow().toEpochMilli()
                + "-1.jsonl");
    Files.writeString(theirs, event("a").json() + "\n", StandardCharsets.UTF_8);
    Writer writer = writer(PATIENCE);

    writer.write(List.of(event("b")));
    writer.flush(PATIENCE);

    assertThat(ids()).containsExactly("b");
    assertThat(theirs).exists();
  }

  @Test
  void without_store_and_spool_rows_wait_in_memory() throws Exception {
    Files.writeString(file(), "this is not a database, it is a longer sentence ".repeat(9));
    Files.writeString(directory.resolve("spool"), "in the way", StandardOpenOption.CREATE_NEW);
    Writer writer = writer(PATIENCE);
    assertThat(writer.write(List.of(event("a"))).stored()).isFalse();

    Files.delete(file());

    await(() -> has("a"));
  }

  @Test
  void work_is_done_wholly_or_not_at_all_and_its_failure_told() throws Exception {
    Writer writer = writer(PATIENCE);
    Future<Integer> fine =
        writer.submit(connection -> {
          Rows.inFile(connection, false).write(List.of(event("a")));
          return 1;
        });
    assertThat(fine.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    Future<Integer> bad =
        writer.submit(connection -> {
          Rows.inFile(connection, false).write(List.of(event("b")));
          throw new SQLException("no");
        });

    assertThat(Order.within(bad, PATIENCE)).isEmpty();

    assertThat(ids()).containsExactly("a");
    await(() -> writer.write(List.of(event("c"))).stored());
  }

  @Test
  void of_a_row_that_changes_the_newest_stays_in_whatever_order_they_come() throws Exception {
    Writer writer = writer(PATIENCE);
    writer.write(List.of(job("running", 1), job("ended", 3)));
    writer.write(List.of(job("running", 2)));

    try (Connection connection = new Database(file(), null).open();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT state FROM jobs")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("ended");
    }
  }

  private static Row job(String state, long changed) {
    return Row.of(
        Table.JOBS,
        "j",
        "chat",
        "2026-11-20T10:00:00Z",
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
        "u",
        "m",
        "w",
        "c");
  }

  @Test
  void a_row_is_the_same_after_it_was_a_line() {
    Row row =
        Row.of(Table.ATTACHED, "t", 1, "p\n", "IMAGE", "image/png", "00", new byte[] {0, -1, 7});
    Row read = Row.read(row.json());
    assertThat(read.json()).isEqualTo(row.json());
    assertThat(read.get("content")).isEqualTo(new byte[] {0, -1, 7});
    assertThat(read.get("path")).isEqualTo("p\n");
  }
}
