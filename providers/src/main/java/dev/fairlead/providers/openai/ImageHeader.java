package dev.fairlead.providers.openai;

import dev.fairlead.providers.Part;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What an image's bytes say it is, whatever it is called.
 *
 * @param mediaType such as {@code image/png}
 * @param width in pixels; 0 where it is not read
 * @param height in pixels; 0 where it is not read
 * @param whole whether its end is there, as far as the format tells without being decoded
 */
public record ImageHeader(String mediaType, int width, int height, boolean whole) {
  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int PNG_END = 0x49454E44;
  private static final int SVG_LOOK = 1024;

  /** The header of an image, or nothing if these are not the bytes of a known format. */
  public static Optional<ImageHeader> of(byte[] bytes) {
    if (bytes.length < 16) {
      return Optional.empty();
    }
    ByteBuffer big = ByteBuffer.wrap(bytes);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (big.getLong(0) == PNG && bytes.length >= 24) {
      return Optional.of(
          new ImageHeader("image/png", big.getInt(16), big.getInt(20), pngEnds(big)));
    }
    if ((big.getInt(0) & 0xFFFFFF00) == 0xFFD8FF00) {
      return Optional.of(jpeg(big));
    }
    String start = new String(bytes, 0, 16, StandardCharsets.ISO_8859_1);
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(
          new ImageHeader("image/gif", number(little, 6), number(little, 8), gifEnds(bytes)));
    }
    if (start.startsWith("BM") && bytes.length >= 26) {
      // some writers leave the file's size at 0
      boolean whole = Integer.toUnsignedLong(little.getInt(2)) <= bytes.length;
      return Optional.of(
          new ImageHeader("image/bmp", little.getInt(18), Math.abs(little.getInt(22)), whole));
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return Optional.of(webp(start.substring(12), little));
    }
    return start.startsWith("ftyp", 4) ? heif(start.substring(8, 12), big) : Optional.empty();
  }

  /** Whether these are the bytes of an SVG drawing, which is a text. */
  public static boolean isSvg(byte[] bytes) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, SVG_LOOK), StandardCharsets.UTF_8)
            .toLowerCase(Locale.ROOT);
    return start.contains("<svg");
  }

  /** The media type to declare for an image: the true one, else what it says itself. */
  static String mediaType(Part.Image image) {
    return of(image.bytes()).map(ImageHeader::mediaType).orElse(image.mediaType());
  }

  /** The last byte is the end marker; some writers fill up with zeros. */
  private static boolean gifEnds(byte[] bytes) {
    int last = bytes.length - 1;
    while (last > 0 && bytes[last] == 0) {
      last--;
    }
    return bytes[last] == ';';
  }

  /** Walks the chunks to the last one, without looking into them. */
  private static boolean pngEnds(ByteBuffer data) {
    long at = 8;
    while (at + 12 <= data.limit()) {
      if (data.getInt((int) at + 4) == PNG_END) {
        return true;
      }
      at += 12 + Integer.toUnsignedLong(data.getInt((int) at));
    }
    return false;
  }

  /** Walks the segments to the frame header, which holds the size, and to where the scan begins. */
  private static ImageHeader jpeg(ByteBuffer data) {
    int at = 2;
    int width = 0;
    int height = 0;
    while (at + 9 <= data.limit() && (data.get(at) & 0xFF) == 0xFF) {
      int marker = data.get(at + 1) & 0xFF;
      if (marker == 0xDA) {
        return new ImageHeader("image/jpeg", width, height, jpegEnds(data, at));
      }
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        height = number(data, at + 5);
        width = number(data, at + 7);
      }
      at += marker == 0xFF ? 1 : 2 + Math.max(2, number(data, at + 2)); // 0xFF fills a gap
    }
    return new ImageHeader("image/jpeg", width, height, false);
  }

  /** Whether the end marker comes after the scan began; thumbnails before it have their own. */
  private static boolean jpegEnds(ByteBuffer data, int scan) {
    for (int at = data.limit() - 2; at > scan; at--) {
      if (data.get(at) == (byte) 0xFF && data.get(at + 1) == (byte) 0xD9) {
        return true;
      }
    }
    return false;
  }

  /** Lossy, lossless, or extended: each has its size elsewhere. */
  private static ImageHeader webp(String kind, ByteBuffer data) {
    boolean whole = Integer.toUnsignedLong(data.getInt(4)) + 8 <= data.limit();
    int width = 0;
    int height = 0;
    if (data.limit() >= 30) {
      switch (kind) {
        case "VP8 " -> {
          width = number(data, 26) & 0x3FFF;
          height = number(data, 28) & 0x3FFF;
        }
        case "VP8L" -> {
          int bits = data.getInt(21);
          width = (bits & 0x3FFF) + 1;
          height = (bits >>> 14 & 0x3FFF) + 1;
        }
        case "VP8X" -> {
          width = (data.getInt(24) & 0xFFFFFF) + 1;
          height = (data.getInt(26) >>> 8) + 1;
        }
        default -> {
          // a kind that is not known yet hides its size
        }
      }
    }
    return new ImageHeader("image/webp", width, height, whole);
  }

  private static Optional<ImageHeader> heif(String brand, ByteBuffer data) {
    return switch (brand) {
      case "heic", "heix", "heim", "heis", "hevc", "hevx" ->
          Optional.of(new ImageHeader("image/heic", 0, 0, heifEnds(data)));
      case "mif1", "msf1" -> Optional.of(new ImageHeader("image/heif", 0, 0, heifEnds(data)));
      default -> Optional.empty();
    };
  }

  /** Walks the boxes; a size of 0 means up to the end, 1 that the size follows in eight bytes. */
  private static boolean heifEnds(ByteBuffer data) {
    long at = 0;
    while (at + 8 <= data.limit()) {
      long size = Integer.toUnsignedLong(data.getInt((int) at));
      if (size == 1 && at + 16 <= data.limit()) {
        size = data.getLong((int) at + 8);
      }
      if (size == 0) {
        return true;
      }
      if (size < 8 || size > data.limit() - at) {
        return false;
      }
      at += size;
    }
    return true;
  }

  /** Two bytes, in the order that the buffer has. */
  private static int number(ByteBuffer data, int at) {
    return Short.toUnsignedInt(data.getShort(at));
  }
}
