package dev.fairlead.tools.text;

import java.time.Duration;

/** Writes how long ago something was, the way people say it. */
public final class Ago {
  private Ago() {}

  /** Such as {@code 40 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}. */
  public static String of(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return Math.max(0, time.toSeconds()) + " s";
    }
    if (time.compareTo(Duration.ofHours(1)) < 0) {
      return time.toMinutes() + " min";
    }
    return time.compareTo(Duration.ofDays(2)) < 0 ? time.toHours() + " h" : time.toDays() + " d";
  }
}
