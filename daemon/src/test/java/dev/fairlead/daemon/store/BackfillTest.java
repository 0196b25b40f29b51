package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class BackfillTest {
  @TempDir private Path directory;

  @Test
  void what_is_committed_comes_into_the_file_itself_before_the_log_is_full() throws Exception {
    Journal journal = Stores.in(directory, Duration.ofSeconds(20)).journal();
    Path file = directory.resolve("fairlead.db");
    for (int i = 0; i < Backfill.COMMITS - 1; i++) {
      Decisions.record(journal, Decisions.numbered(i));
    }
    Thread.sleep(100);
    long before = Files.size(file);

    for (int i = 0; i < Backfill.COMMITS; i++) {
      Decisions.record(journal, Decisions.numbered(1_000 + i));
    }

    for (int i = 0; i < 1_000 && Files.size(file) == before; i++) {
      Thread.sleep(10);
    }
    assertThat(Files.size(file)).isGreaterThan(before);
    assertThat(Files.size(new Database(file, null).log())).isLessThan(Database.LOG_LIMIT * 24 / 25);
  }
}
