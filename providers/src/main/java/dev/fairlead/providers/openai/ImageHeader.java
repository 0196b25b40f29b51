package dev.fairlead.providers.openai;

import dev.fairlead.providers.Part;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an image's first bytes say it is, whatever it is called.
 *
 * @param mediaType such as {@code image/png}
 * @param width in pixels; 0 where the format hides it
 * @param height in pixels; 0 where the format hides it
 */
public record ImageHeader(String mediaType, int width, int height) {
  /** The header of an image, or nothing if these are not the bytes of a known format. */
  public static Optional<ImageHeader> of(byte[] bytes) {
    if (bytes.length < 16) {
      return Optional.empty();
    }
    ByteBuffer data = ByteBuffer.wrap(bytes);
    if (data.getLong(0) == 0x89504E470D0A1A0AL && bytes.length >= 24) {
      return Optional.of(new ImageHeader("image/png", data.getInt(16), data.getInt(20)));
    }
    if ((data.getInt(0) & 0xFFFFFF00) == 0xFFD8FF00) {
      return jpeg(data);
    }
    String start = new String(bytes, 0, 16, StandardCharsets.ISO_8859_1);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(
          new ImageHeader(
              "image/gif",
              Short.toUnsignedInt(little.getShort(6)),
              Short.toUnsignedInt(little.getShort(8))));
    }
    if (start.startsWith("BM") && bytes.length >= 26) {
      return Optional.of(
          new ImageHeader("image/bmp", little.getInt(18), Math.abs(little.getInt(22))));
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return Optional.of(new ImageHeader("image/webp", 0, 0));
    }
    return start.startsWith("ftyp", 4) ? heif(start.substring(8, 12)) : Optional.empty();
  }

  /** The media type to declare for an image: the true one, else what it says itself. */
  static String mediaType(Part.Image image) {
    return of(image.bytes()).map(ImageHeader::mediaType).orElse(image.mediaType());
  }

  private static Optional<ImageHeader> heif(String brand) {
    return switch (brand) {
      case "heic", "heix", "hevc", "hevx" -> Optional.of(new ImageHeader("image/heic", 0, 0));
      case "mif1", "msf1" -> Optional.of(new ImageHeader("image/heif", 0, 0));
      default -> Optional.empty();
    };
  }

  /** Walks the segments to the frame header, which holds the size. */
  private static Optional<ImageHeader> jpeg(ByteBuffer data) {
    int at = 2;
    while (at + 9 <= data.limit() && (data.get(at) & 0xFF) == 0xFF) {
      int marker = data.get(at + 1) & 0xFF;
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        return Optional.of(
            new ImageHeader(
                "image/jpeg",
                Short.toUnsignedInt(data.getShort(at + 7)),
                Short.toUnsignedInt(data.getShort(at + 5))));
      }
      at += 2 + Math.max(2, Short.toUnsignedInt(data.getShort(at + 2)));
    }
    return Optional.of(new ImageHeader("image/jpeg", 0, 0));
  }
}
