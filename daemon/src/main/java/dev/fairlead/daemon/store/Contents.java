package dev.fairlead.daemon.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What is kept of what was said in a conversation. */
public enum Contents {
  /** All of it, so that the conversation goes on after a restart. */
  FULL,
  /** That it was said, by its SHA-256. */
  HASH,
  /** Nothing. */
  NONE;

  /** Its name in settings and rows. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is kept of that text. */
  String of(String text) {
    return switch (this) {
      case FULL -> text;
      case HASH -> text.isEmpty() ? "" : "sha256:" + sha256(text);
      case NONE -> "";
    };
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
