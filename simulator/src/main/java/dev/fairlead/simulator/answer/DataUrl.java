package dev.fairlead.simulator.answer;

import java.util.Base64;
import java.util.Optional;

/** Bytes inside a URL: a data URL in base64, or bare base64 where a vendor takes that. */
public final class DataUrl {
  private final String mediaType;
  private final byte[] bytes;

  private DataUrl(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /** The declared media type, or the empty string for bare base64. */
  public String mediaType() {
    return mediaType;
  }

  /** The decoded bytes, not copied. */
  public byte[] bytes() {
    return bytes;
  }

  /** Decodes a URL that starts with {@code data:}. */
  public static Optional<DataUrl> parse(String url) {
    int comma = url.indexOf(',');
    if (!url.startsWith("data:") || comma < 0) {
      return Optional.empty();
    }
    String declared = url.substring(5, comma);
    int mark = declared.indexOf(';');
    String mediaType = mark < 0 ? declared : declared.substring(0, mark);
    return decode(mediaType, url.substring(comma + 1));
  }

  /** Decodes base64 without any prefix. */
  public static Optional<DataUrl> bare(String base64) {
    return decode("", base64);
  }

  private static Optional<DataUrl> decode(String mediaType, String base64) {
    try {
      return Optional.of(new DataUrl(mediaType, Base64.getMimeDecoder().decode(base64)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
