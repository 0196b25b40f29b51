package dev.fairlead.tools.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What is in a file, told by its first bytes.
 *
 * @param kind how it can be used
 * @param mediaType such as {@code image/png}
 */
public record Content(Kind kind, String mediaType) {
  /** How a content can be used. */
  public enum Kind {
    TEXT,
    IMAGE,
    DOCUMENT,
    BINARY
  }

  /** Plain text that is used as a document. */
  public static final Content TEXT_DOCUMENT = new Content(Kind.DOCUMENT, "text/plain");

  private static final Content TEXT = new Content(Kind.TEXT, "text/plain");
  private static final Content BINARY = new Content(Kind.BINARY, "application/octet-stream");

  private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";

  private static final Map<String, String> ZIPPED =
      Map.of(
          "docx", OPEN_XML + "wordprocessingml.document",
          "xlsx", OPEN_XML + "spreadsheetml.sheet",
          "pptx", OPEN_XML + "presentationml.presentation",
          "odt", "application/vnd.oasis.opendocument.text",
          "ods", "application/vnd.oasis.opendocument.spreadsheet",
          "odp", "application/vnd.oasis.opendocument.presentation",
          "epub", "application/epub+zip");

  private static final Map<String, String> COMPOUND =
      Map.of(
          "doc", "application/msword",
          "xls", "application/vnd.ms-excel",
          "ppt", "application/vnd.ms-powerpoint");

  /** How many bytes are enough to tell. */
  static final int HEAD = 8_192;

  /** The content that begins with these bytes, in a file of that name. */
  static Content of(byte[] head, String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (starts(head, 0, "\u0089PNG\r\n")) {
      return new Content(Kind.IMAGE, "image/png");
    }
    if (starts(head, 0, "\u00ff\u00d8\u00ff")) {
      return new Content(Kind.IMAGE, "image/jpeg");
    }
    if (starts(head, 0, "GIF8")) {
      return new Content(Kind.IMAGE, "image/gif");
    }
    if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) {
      return new Content(Kind.IMAGE, "image/webp");
    }
    if (starts(head, 0, "%PDF-")) {
      return new Content(Kind.DOCUMENT, "application/pdf");
    }
    if (starts(head, 0, "PK\u0003\u0004") && ZIPPED.containsKey(extension)) {
      return new Content(Kind.DOCUMENT, ZIPPED.getOrDefault(extension, ""));
    }
    if (starts(head, 0, "\u00d0\u00cf\u0011\u00e0") && COMPOUND.containsKey(extension)) {
      return new Content(Kind.DOCUMENT, COMPOUND.getOrDefault(extension, ""));
    }
    return looksBinary(head) ? BINARY : TEXT;
  }

  private static boolean looksBinary(byte[] head) {
    if (Decoded.hasWideMark(head)) {
      return false;
    }
    int odd = 0;
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
      odd += b > 0 && b < ' ' && "\t\n\r\f\b\u001b".indexOf(b) < 0 ? 1 : 0;
    }
    return odd * 20 > head.length;
  }

  private static boolean starts(byte[] head, int offset, String mark) {
    byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
    if (head.length < offset + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (head[offset + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
