package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.tools.Threads;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.threads.MemoryThreads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabaseThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration KEEP = Duration.ofDays(30);
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("fairlead.db");
  }

  private DatabaseThreads threads(Duration patience, Instant now) {
    return new DatabaseThreads(
        new Database(file(), null),
        patience,
        new MemoryThreads(10, 1 << 20, () -> now),
        KEEP,
        () -> now);
  }

  private static Threads.Turn turn(String said, Instant at, GatedFile.Attachment... attached) {
    return new Threads.Turn(
        "chat", at, said, "asked " + said, "answer to " + said, "{}", List.of(attached));
  }

  @Test
  void what_one_daemon_begins_another_goes_on_with() {
    byte[] bytes = "pixels".getBytes(StandardCharsets.UTF_8);
    GatedFile.Attachment image =
        new GatedFile.Attachment(
            "a.png", bytes.length, "abc", new Content(Content.Kind.IMAGE, "image/png"), bytes);
    DatabaseThreads one = threads(PATIENCE, NOW);
    DatabaseThreads other = threads(PATIENCE, NOW);
    String id = one.start("chat");
    one.append(id, turn("first", NOW, image));

    List<Threads.Turn> found = other.find(id).orElseThrow();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().answered()).isEqualTo("answer to first");
    assertThat(found.getFirst().attached().getFirst().bytes()).isEqualTo(bytes);
    assertThat(found.getFirst().attached().getFirst().content()).isEqualTo(image.content());
    other.append(id, turn("second", NOW.plusSeconds(5)));

    assertThat(one.find(id).orElseThrow())
        .extracting(Threads.Turn::said)
        .containsExactly("first", "second");
    assertThat(threads(PATIENCE, NOW).list())
        .containsExactly(new Threads.Head(id, "chat", NOW, NOW.plusSeconds(5), 2, "first"));
  }

  @Test
  void a_thread_that_is_not_there_is_not_made() {
    DatabaseThreads threads = threads(PATIENCE, NOW);
    assertThat(threads.find("nope")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> threads.append("nope", turn("x", NOW)));
    assertThat(threads.list()).isEmpty();
  }

  @Test
  void a_thread_that_nobody_goes_on_with_is_forgotten() {
    DatabaseThreads then = threads(PATIENCE, NOW);
    String old = then.start("chat");
    then.append(old, turn("old", NOW));
    String newer = then.start("chat");
    then.append(newer, turn("newer", NOW.plus(Duration.ofDays(10))));

    DatabaseThreads later = threads(PATIENCE, NOW.plus(KEEP).plusSeconds(1));

    assertThat(later.list()).extracting(Threads.Head::id).containsExactly(newer);
    assertThat(later.find(old)).isEmpty();
  }

  @Test
  void a_store_that_is_locked_holds_a_call_no_longer_than_the_bound_and_gets_its_turn_later()
      throws Exception {
    threads(PATIENCE, NOW).list();
    DatabaseThreads hasty = threads(Duration.ofMillis(50), NOW);
    String id = hasty.start("chat");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long start = System.nanoTime();
      hasty.append(id, turn("first", NOW));
      hasty.append(id, turn("second", NOW));
      assertThat(hasty.find(id).orElseThrow()).hasSize(2);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      statement.execute("COMMIT");
    }

    List<Threads.Turn> written = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (written.size() < 2 && System.nanoTime() < end) {
      written.clear();
      threads(PATIENCE, NOW).find(id).ifPresent(written::addAll);
    }
    assertThat(written).extracting(Threads.Turn::said).containsExactly("first", "second");
  }

  @Test
  void without_a_store_a_process_remembers_its_own() throws Exception {
    Files.writeString(file(), "this is not a database, it is a longer sentence ".repeat(9));
    DatabaseThreads threads = threads(PATIENCE, NOW);
    String id = threads.start("chat");
    threads.append(id, turn("first", NOW));
    assertThat(threads.find(id).orElseThrow()).hasSize(1);
    assertThat(threads.list()).hasSize(1);
  }
}
