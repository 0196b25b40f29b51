package dev.fairlead.simulator.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, whole or the eight characters that are enough to tell contents apart. */
public final class Hashes {
  private Hashes() {}

  /** All 64 hexadecimal characters. */
  public static String full(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /** The first eight characters, of a text in UTF-8. */
  public static String brief(String text) {
    return full(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }
}
