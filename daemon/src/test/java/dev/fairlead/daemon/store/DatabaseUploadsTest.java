package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabaseUploadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Upload.Place PLACE = new Upload.Place("kimi", "key@base", "image", "abc");

  @TempDir private Path directory;

  @Test
  void what_one_daemon_keeps_another_finds() {
    Upload older = upload("older", NOW.minusSeconds(60));
    Upload newer = upload("newer", NOW);
    Uploads one = uploads(PATIENCE);
    Uploads other = uploads(PATIENCE);

    one.keep(newer);
    one.keep(older);

    assertThat(other.find(PLACE, NOW)).contains(newer);
    assertThat(other.of("kimi", "key@base")).containsExactly(older, newer);
    other.forget(newer);
    assertThat(one.find(PLACE, NOW)).contains(older);
    assertThat(one.find(PLACE, NOW.plus(Duration.ofHours(24)))).isEmpty();
    assertThat(one.find(new Upload.Place("glm", "key@base", "image", "abc"), NOW)).isEmpty();
    assertThat(one.find(new Upload.Place("kimi", "k@base", "image", "abc"), NOW)).isEmpty();
    assertThat(one.find(new Upload.Place("kimi", "key@base", "video", "abc"), NOW)).isEmpty();
    assertThat(one.find(new Upload.Place("kimi", "key@base", "image", "abd"), NOW)).isEmpty();
    assertThat(one.of("kimi", "k@base")).isEmpty();
  }

  @Test
  void a_store_that_is_locked_holds_a_call_no_longer_than_the_bound_and_gets_its_row_later()
      throws Exception {
    Upload first = upload("first", NOW);
    Upload second = upload("second", NOW.plusSeconds(1));
    Uploads uploads = uploads(PATIENCE);
    uploads.keep(first);
    Uploads hasty = uploads(Duration.ofMillis(50));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long start = System.nanoTime();
      hasty.keep(second);
      assertThat(hasty.find(PLACE, NOW)).contains(second);
      assertThat(hasty.of("kimi", "key@base")).containsExactly(second);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      statement.execute("COMMIT");
    }
    uploads.forget(first);

    long end = System.nanoTime() + PATIENCE.toNanos();
    while (log().all().isEmpty() && System.nanoTime() < end) {
      hasty.of("kimi", "key@base");
    }
    assertThat(log().all()).containsExactly(second);
  }

  @Test
  void without_a_store_a_process_remembers_its_own() throws Exception {
    Files.writeString(file(), "this is not a database, it is a longer sentence ".repeat(9));
    Upload upload = upload("one", NOW);
    Uploads uploads = uploads(PATIENCE);

    uploads.keep(upload);

    assertThat(uploads.find(PLACE, NOW)).contains(upload);
    assertThat(uploads.of("kimi", "key@base")).containsExactly(upload);
    uploads.forget(upload);
    assertThat(uploads.find(PLACE, NOW)).isEmpty();
    assertThatThrownBy(() -> log().all())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file().toString());
  }

  @Test
  void what_a_store_did_not_take_it_gets_when_it_is_back() throws Exception {
    Files.writeString(file(), "this is not a database, it is a longer sentence ".repeat(9));
    Upload upload = upload("one", NOW);
    Uploads uploads = uploads(PATIENCE);
    uploads.keep(upload);

    Files.delete(file());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (log().all().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }

    assertThat(uploads.find(PLACE, NOW)).contains(upload);
    assertThat(log().all()).containsExactly(upload);
  }

  @Test
  void an_interrupted_caller_stays_interrupted_and_harms_nobody() throws Exception {
    Uploads uploads = uploads(PATIENCE);
    Thread.currentThread().interrupt();
    uploads.keep(upload("one", NOW));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(uploads(PATIENCE).find(PLACE, NOW)).isPresent();
    assertThat(log().all()).hasSize(1);
  }

  @Test
  void people_can_have_one_forgotten() throws Exception {
    Uploads uploads = uploads(PATIENCE);
    uploads.keep(upload("one", NOW));
    uploads.keep(upload("two", NOW.plusSeconds(1)));

    log().forget(upload("one", NOW));

    assertThat(log().all()).containsExactly(upload("two", NOW.plusSeconds(1)));
  }

  private static Upload upload(String id, Instant at) {
    return new Upload(PLACE, id, id + ".png", 10, at, at.plus(Duration.ofHours(24)));
  }

  private Uploads uploads(Duration patience) {
    return Stores.in(directory, patience).uploads();
  }

  private UploadLog log() {
    return new UploadLog(new Database(file(), null));
  }

  private Path file() {
    return directory.resolve("fairlead.db");
  }
}
