package dev.fairlead.simulator.answer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first bytes of an image say, whatever its label says.
 *
 * @param mediaType such as {@code image/png}
 * @param width in pixels, 0 where it is not read
 * @param height in pixels, 0 where it is not read
 */
public record ImageFormat(String mediaType, int width, int height) {

  /** Recognises the formats that the vendors take. */
  public static Optional<ImageFormat> sniff(byte[] b) {
    if (starts(b, 0, "\u0089PNG\r\n\u001a\n") && b.length >= 24) {
      return Optional.of(new ImageFormat("image/png", big(b, 16, 4), big(b, 20, 4)));
    }
    if (starts(b, 0, "GIF8") && b.length >= 10) {
      return Optional.of(new ImageFormat("image/gif", little(b, 6), little(b, 8)));
    }
    if (starts(b, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(jpeg(b));
    }
    if (starts(b, 0, "RIFF") && starts(b, 8, "WEBP")) {
      return Optional.of(new ImageFormat("image/webp", 0, 0));
    }
    if (starts(b, 0, "BM") && b.length >= 26) {
      return Optional.of(new ImageFormat("image/bmp", little(b, 18), little(b, 22)));
    }
    if (starts(b, 4, "ftyp") && (starts(b, 8, "hei") || starts(b, 8, "mif1"))) {
      return Optional.of(new ImageFormat("image/heic", 0, 0));
    }
    return Optional.empty();
  }

  /** A plausible price in tokens: a patch of 28 by 28 pixels each, at least eight. */
  public int tokens() {
    return Math.max(8, (width + 27) / 28 * ((height + 27) / 28));
  }

  private static ImageFormat jpeg(byte[] b) {
    int at = 2;
    while (at + 9 < b.length && (b[at] & 0xff) == 0xff) {
      int marker = b[at + 1] & 0xff;
      boolean frame = marker >= 0xc0 && marker <= 0xcf && marker % 4 != 0;
      if (frame || marker == 0xc0) {
        return new ImageFormat("image/jpeg", big(b, at + 7, 2), big(b, at + 5, 2));
      }
      at += 2 + big(b, at + 2, 2);
    }
    return new ImageFormat("image/jpeg", 0, 0);
  }

  private static boolean starts(byte[] b, int at, String mark) {
    byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
    if (b.length < at + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (b[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static int big(byte[] b, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (b[at + i] & 0xff);
    }
    return value;
  }

  private static int little(byte[] b, int at) {
    return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8;
  }
}
