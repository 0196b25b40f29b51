package dev.fairlead.providers.openai;

import java.util.Base64;

/** Puts a file's bytes into an address, the way requests carry them. */
public final class DataUrl {
  private DataUrl() {}

  /** The address that holds these bytes. */
  public static String of(String mediaType, byte[] bytes) {
    return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }
}
