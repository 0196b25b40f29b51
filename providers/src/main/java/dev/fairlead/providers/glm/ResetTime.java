package dev.fairlead.providers.glm;

import dev.fairlead.providers.openai.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time at which a used-up window opens again. GLM tells it in the message and nowhere else
 * (code 1308, recorded 2026-04), without a zone: reports say Beijing's, one says UTC.
 */
final class ResetTime {
  private static final Pattern DATE =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2})");
  private static final List<ZoneOffset> ZONES = List.of(ZoneOffset.ofHours(8), ZoneOffset.UTC);

  /** Windows are of hours, a week, or a month; what is later than that is a mistake. */
  private static final Duration MOST = Duration.ofDays(31);

  private ResetTime() {}

  /** That time, at most a month from now; null where the message names none in the future. */
  static @Nullable Instant of(Refusal refusal) {
    Matcher date = DATE.matcher(refusal.complaint().message());
    if (!date.find()) {
      return null;
    }
    try {
      LocalDateTime local = LocalDateTime.parse(date.group(1) + "T" + date.group(2));
      Instant latest = refusal.now().plus(MOST);
      for (ZoneOffset zone : ZONES) {
        Instant reset = local.toInstant(zone);
        if (reset.isAfter(refusal.now())) {
          return reset.isAfter(latest) ? latest : reset;
        }
      }
    } catch (DateTimeException _) {
      // digits that are no date
    }
    return null;
  }
}
