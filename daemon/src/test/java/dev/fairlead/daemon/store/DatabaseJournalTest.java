package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.routing.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabaseJournalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @Test
  void a_decision_is_on_disk_once_it_is_settled_with_all_that_explains_it() throws Exception {
    Decisions.record(journal(PATIENCE), Decisions.numbered(1));

    Map<String, @Nullable Object> row = log().last(10).getFirst();
    assertThat(row)
        .containsEntry("tool", "chat")
        .containsEntry("outcome", "answered")
        .containsEntry("path", "vision")
        .containsEntry("model", "m-2")
        .containsEntry("provider", "other")
        .containsEntry("policy", "cheap")
        .containsEntry("asked_model", "m-2")
        .containsEntry("required", "vision")
        .containsEntry("preferred", "thinking")
        .containsEntry("effort", "high")
        .containsEntry("thread", "thread-1")
        .containsEntry("prompt_tokens", 100)
        .containsEntry("cached_tokens", 40)
        .containsEntry("reasoning_tokens", 10)
        .containsEntry("cost_usd", 0.25)
        .containsEntry("took_ms", 30)
        .containsEntry("workspace", "/home/me/project")
        .containsEntry("overhead_ms", 2.235)
        .containsEntry("lane_ms", 2.0)
        .containsEntry("silence_ms", 5.0)
        .containsEntry("answer_ms", 14.0)
        .containsEntry("first_token_ms", 17.0);
    assertThat(row.toString())
        .contains("retired on 1970-01-01, use m-2", "effort: high -> low", "A.java", "m-2-0101")
        .contains("Unavailable", "HTTP status 503");
    List<?> attempts = (List<?>) Objects.requireNonNull(row.get("attempts"));
    assertThat(attempts).hasSize(2);
    assertThat(attempts.getFirst().toString())
        .contains("effort_wanted=none, effort=off, adjusted=[]");
    assertThat(attempts.getFirst().toString()).contains("overhead_ms=0.0", "answer_ms=0.0");
    assertThat(attempts.getLast().toString())
        .contains("overhead_ms=1.235, lane_ms=1.0, pause_ms=1.0, ahead_ms=1.0, connect_ms=1.0")
        .contains("silence_ms=4.0, answer_ms=13.0")
        .contains("effort_wanted=high, effort=on, adjusted=[{")
        .contains("field=temperature")
        .contains("why=m-2 fixes it");
  }

  @Test
  void the_newest_come_first_and_a_decision_is_kept_once() throws Exception {
    Journal journal = journal(PATIENCE);
    Decisions.record(journal, Decisions.numbered(1));
    Decisions.record(journal, Decisions.numbered(2));
    Decisions.record(journal, Decisions.numbered(2));

    assertThat(log().last(10))
        .extracting(row -> row.get("at"))
        .containsExactly("1970-01-01T00:00:02Z", "1970-01-01T00:00:01Z");
    assertThat(log().last(1)).hasSize(1);
  }

  @RepeatedTest(5)
  void many_daemons_open_and_write_the_same_file_at_once() throws Exception {
    List<Thread> daemons = new ArrayList<>();
    for (int daemon = 0; daemon < 8; daemon++) {
      int first = daemon * 100;
      daemons.add(
          Thread.ofPlatform()
              .start(() -> {
                Journal journal = journal(PATIENCE);
                for (int i = 0; i < 20; i++) {
                  Decisions.record(journal, Decisions.numbered(first + i));
                }
              }));
    }
    for (Thread daemon : daemons) {
      daemon.join();
    }

    assertThat(log().last(1_000)).hasSize(160);
  }

  @Test
  void a_store_that_is_locked_holds_a_call_no_longer_than_the_bound_and_gets_its_row_later()
      throws Exception {
    Store store = Stores.in(directory, Duration.ofMillis(50));
    Journal journal = store.journal();
    Decisions.record(journal, Decisions.numbered(1));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long start = System.nanoTime();
      Decisions.record(journal, Decisions.numbered(2));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      statement.execute("COMMIT");
    }
    store.flush(PATIENCE);

    assertThat(log().last(10)).hasSize(2);
  }

  @Test
  void an_interrupted_caller_stays_interrupted_and_its_decision_is_kept() throws Exception {
    Journal journal = journal(PATIENCE);
    Thread.currentThread().interrupt();
    Decisions.record(journal, Decisions.numbered(1));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(log().last(10)).hasSize(1);
  }

  @Test
  void a_store_of_a_newer_daemon_is_refused_with_the_remedy() throws Exception {
    Decisions.record(journal(PATIENCE), Decisions.numbered(1));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> log().last(1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema 99")
        .hasMessageContaining("update the daemon");
  }

  @Test
  void a_file_that_is_no_database_costs_no_call_its_answer() throws Exception {
    Files.writeString(
        file(), "this is not a database, it is a sentence of more than a hundred bytes ".repeat(9));

    Decisions.record(journal(PATIENCE), Decisions.numbered(1));

    assertThatThrownBy(() -> database().tryWriting())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("FAIRLEAD_STATE_DIRECTORY");
  }

  @Test
  void looking_whether_it_can_be_written_leaves_nothing_behind() throws Exception {
    database().tryWriting();

    assertThat(log().last(10)).isEmpty();
  }

  private Journal journal(Duration patience) {
    return Stores.in(directory, patience).journal();
  }

  private DecisionLog log() {
    return new DecisionLog(database());
  }

  private Database database() {
    return new Database(file(), null);
  }

  private Path file() {
    return directory.resolve("fairlead.db");
  }
}
