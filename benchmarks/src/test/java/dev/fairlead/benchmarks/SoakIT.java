package dev.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The soak, for as long as a check can wait: seconds, which count answers, and two minutes in the
 * full check, which look at what the daemons hold as well.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SoakIT {
  private static final Duration TIME =
      Boolean.getBoolean("fairlead.full") ? Duration.ofMinutes(2) : Duration.ofSeconds(10);

  @TempDir private Path directory;

  @Test
  void every_call_has_its_one_reply_and_the_daemons_stay_as_they_are() throws Exception {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("fairlead.root")));
    Report report = new Report(System.err, List.of());

    Soak.measure(
        report,
        root.resolve("daemon/target/fairlead"),
        root.resolve("scripts/daemon"),
        directory,
        TIME);

    assertThat(report.over()).as("%s", report.rows()).isEmpty();
  }
}
