package dev.fairlead.tools.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment of the past as a person writes it: {@code 7d}, {@code 24h}, {@code 2026-11-20}. */
public final class Since {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhdw])");

  private Since() {}

  /**
   * The moment; dates and times without an offset are UTC, as in the log.
   *
   * @throws DateTimeException if it is none, with what to write instead
   */
  public static Instant read(String text, Instant now) {
    String word = text.strip();
    Matcher ago = AGO.matcher(word.toLowerCase(Locale.ROOT));
    try {
      if (ago.matches()) {
        return now.minus(length(Long.parseLong(ago.group(1)), ago.group(2).charAt(0)));
      }
      return moment(word.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      String shown = text.length() <= 60 ? text : text.substring(0, 57) + "...";
      throw new DateTimeException(
          shown
              + " is no time: give how long ago (30m, 24h, 7d, 2w), a date (2026-11-20) or a"
              + " moment (2026-11-20T14:30:00Z)",
          e);
    }
  }

  private static Duration length(long count, char unit) {
    return switch (unit) {
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  private static Instant moment(String word) {
    if (!word.contains("T")) {
      return LocalDate.parse(word).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    try {
      return OffsetDateTime.parse(word).toInstant();
    } catch (DateTimeParseException _) {
      return LocalDateTime.parse(word).toInstant(ZoneOffset.UTC);
    }
  }
}
