package dev.fairlead.daemon.log;

import java.util.List;
import java.util.stream.Stream;

/** Replaces secrets by three stars, wherever they stand. Thread-safe. */
public final class Redaction {
  private static final int SHORTEST = 8;
  private static volatile List<String> secrets = List.of();

  private Redaction() {}

  /**
   * Has these texts replaced from now on, beside those of earlier calls, but for those so short
   * that they stand in any text.
   */
  public static synchronized void hide(List<String> texts) {
    secrets =
        Stream.concat(secrets.stream(), texts.stream())
            .filter(text -> text.length() >= SHORTEST)
            .distinct()
            .toList();
  }

  /** That text without secrets. */
  public static String of(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }
}
