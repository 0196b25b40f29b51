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
  /** So many of one decision each fill a half of the log, or somewhat less. */
  private static final int COMMITS = (int) (Backfill.PAGES / (Backfill.PAGES_OF_COMMIT + 1));

  @TempDir private Path directory;

  @Test
  void what_is_committed_comes_into_the_file_itself_before_the_log_is_full() throws Exception {
    Journal journal = Stores.in(directory, Duration.ofSeconds(20)).journal();
    Path file = directory.resolve("fairlead.db");
    for (int i = 0; i < COMMITS - 4; i++) {
      Decisions.record(journal, Decisions.numbered(i));
    }
    Thread.sleep(100);
    long before = Files.size(file);

    for (int i = 0; i < COMMITS; i++) {
      Decisions.record(journal, Decisions.numbered(1_000 + i));
    }

    for (int i = 0; i < 1_000 && Files.size(file) == before; i++) {
      Thread.sleep(10);
    }
    assertThat(Files.size(file)).isGreaterThan(before);
  }

  @Test
  void the_log_begins_anew_while_commits_go_on() throws Exception {
    Journal journal = Stores.in(directory, Duration.ofSeconds(20)).journal();

    for (int i = 0; i < 20 * COMMITS; i++) {
      Decisions.record(journal, Decisions.numbered(i));
    }

    Path log = new Database(directory.resolve("fairlead.db"), null).log();
    assertThat(Files.size(log)).isLessThan(Database.LOG_LIMIT * 9 / 10);
  }
}
