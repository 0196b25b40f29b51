package dev.fairlead.providers.openai;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from a reply's headers how long the vendor wants to be left alone. */
final class RetryAfter {
  /** Recorded together on Kimi's 429 in seconds, 2026-07; the first is also a date elsewhere. */
  private static final List<String> HEADERS =
      List.of("retry-after", "x-retry-after", "msh-cooldown-seconds");

  private static final Duration MOST = Duration.ofDays(1);

  private RetryAfter() {}

  /** The longest wait that any of the headers names, at most a day; null where none does. */
  static @Nullable Duration of(HttpHeaders headers, Instant now) {
    Duration longest = null;
    for (String name : HEADERS) {
      String value = headers.firstValue(name).orElse("").strip();
      Duration wait = value.isEmpty() ? null : parse(value, now);
      if (wait != null && (longest == null || wait.compareTo(longest) > 0)) {
        longest = wait;
      }
    }
    return longest == null || longest.compareTo(MOST) < 0 ? longest : MOST;
  }

  private static @Nullable Duration parse(String value, Instant now) {
    try {
      if (Character.isDigit(value.charAt(0))) {
        double seconds = Double.parseDouble(value);
        return Duration.ofMillis((long) Math.ceil(Math.min(seconds, 1e9) * 1000));
      }
      Duration wait =
          Duration.between(
              now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (NumberFormatException | DateTimeException _) {
      return null;
    }
  }
}
