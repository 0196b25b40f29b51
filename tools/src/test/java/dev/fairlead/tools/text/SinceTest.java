package dev.fairlead.tools.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SinceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "30m, 2026-11-20T09:30:00Z",
    "24h, 2026-11-19T10:00:00Z",
    "7d, 2026-11-13T10:00:00Z",
    "2W, 2026-11-06T10:00:00Z",
    "2026-11-18, 2026-11-18T00:00:00Z",
    "2026-11-18T14:30, 2026-11-18T14:30:00Z",
    "2026-11-18t14:30:05z, 2026-11-18T14:30:05Z",
    "2026-11-18T14:30:05+02:00, 2026-11-18T12:30:05Z",
  })
  void a_moment_is_read_as_it_is_written(String text, Instant moment) {
    assertThat(Since.read(text, NOW)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "7", "7 days", "-7d", "2026-13-01", "9999999d", "18.11."})
  void anything_else_is_refused_with_what_to_write(String text) {
    assertThatThrownBy(() -> Since.read(text, NOW))
        .isInstanceOf(DateTimeException.class)
        .hasMessageStartingWith(text + " is no time")
        .hasMessageContaining("7d");
  }
}
