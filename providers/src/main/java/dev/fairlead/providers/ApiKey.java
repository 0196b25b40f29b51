package dev.fairlead.providers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A secret that prints as three stars. Only an adapter reveals it, into a request header. */
public final class ApiKey {
  private final String secret;

  /** A key of that text, with surrounding white space removed. */
  public ApiKey(String secret) {
    this.secret = secret.strip();
    if (this.secret.isEmpty()) {
      throw new IllegalArgumentException("an API key cannot be empty");
    }
  }

  /** The secret itself: for request headers and for finding it in texts that must not show it. */
  public String reveal() {
    return secret;
  }

  /** Eight characters that tell keys apart without giving one away. */
  public String fingerprint() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiKey key && key.secret.equals(secret);
  }

  @Override
  public int hashCode() {
    return secret.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
