package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-04-25T05:00:00Z");

  @Test
  void a_wait_is_seconds_or_a_date() {
    assertThat(wait("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(wait("0.25")).isEqualTo(Duration.ofMillis(250));
    assertThat(wait("1.0001")).isEqualTo(Duration.ofMillis(1001));
    assertThat(wait("Sat, 25 Apr 2026 05:00:09 GMT")).isEqualTo(Duration.ofSeconds(9));
    assertThat(wait("Sat, 25 Apr 2026 04:59:59 GMT")).isZero();
    assertThat(wait("Sat, 25 Apr 2026 05:00:00 GMT")).isZero();
  }

  @Test
  void a_wait_is_a_day_at_most() {
    assertThat(wait("86399")).isEqualTo(Duration.ofSeconds(86_399));
    assertThat(wait("86400")).isEqualTo(Duration.ofDays(1));
    assertThat(wait("86401")).isEqualTo(Duration.ofDays(1));
    assertThat(wait("9".repeat(40))).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void what_is_no_wait_is_none() {
    for (String value : List.of("", " ", "soon", "7s", "-7")) {
      assertThat(wait(value)).as(value).isNull();
    }
    assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (_, _) -> true), NOW)).isNull();
  }

  private static @Nullable Duration wait(String value) {
    return RetryAfter.of(
        HttpHeaders.of(Map.of("Retry-After", List.of(value)), (_, _) -> true), NOW);
  }
}
