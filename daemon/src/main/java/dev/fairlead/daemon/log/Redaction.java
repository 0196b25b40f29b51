package dev.fairlead.daemon.log;

import java.util.List;

/** Replaces secrets by three stars, wherever they stand. Thread-safe. */
public final class Redaction {
  private static final int SHORTEST = 8;
  private static volatile List<String> secrets = List.of();

  private Redaction() {}

  /** Has these texts replaced from now on, but for those so short that they stand in any text. */
  public static void hide(List<String> texts) {
    secrets = texts.stream().filter(text -> text.length() >= SHORTEST).toList();
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
