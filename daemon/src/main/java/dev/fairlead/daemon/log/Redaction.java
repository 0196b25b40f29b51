package dev.fairlead.daemon.log;

import java.util.List;

/** Replaces secrets by three stars, wherever they stand. Thread-safe. */
public final class Redaction {
  private static volatile List<String> secrets = List.of();

  private Redaction() {}

  /** Has these texts replaced from now on. */
  public static void hide(List<String> texts) {
    secrets = List.copyOf(texts);
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
