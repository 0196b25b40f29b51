package dev.fairlead.simulator.answer;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A part of a message that is not text, as it was recognised.
 *
 * @param kind what sort of part it is
 * @param url the image or video as sent, or the id, URL or name of a document
 * @param label what an answer says of it: media type, size
 * @param tokens what it adds to the prompt
 */
public record Attachment(Kind kind, String url, String label, int tokens) {
  /** The sorts of parts. */
  public enum Kind {
    /** An image. */
    IMAGE,
    /** A video. */
    VIDEO,
    /** A document. */
    DOCUMENT,
    /** A part of a type that no vendor documents. */
    UNKNOWN
  }

  static Attachment of(JsonNode part) {
    String type = part.path("type").asString("");
    return switch (type) {
      case "image_url" -> image(url(part.path("image_url")));
      case "video_url" -> {
        String url = url(part.path("video_url"));
        yield new Attachment(Kind.VIDEO, url, bytes("video", url), 500);
      }
      case "file", "file_url" -> document(part.path(type));
      default -> new Attachment(Kind.UNKNOWN, "", type, 0);
    };
  }

  private static String url(JsonNode node) {
    return node.isString() ? node.asString("") : node.path("url").asString("");
  }

  private static Attachment image(String url) {
    Optional<DataUrl> data = DataUrl.parse(url);
    if (data.isEmpty()) {
      boolean named = url.startsWith("http") || url.startsWith("ms://");
      String label = named ? url : bytes("image", "data:," + url);
      return new Attachment(Kind.IMAGE, url, label, 100);
    }
    byte[] bytes = data.get().bytes();
    Optional<ImageFormat> format = ImageFormat.sniff(bytes);
    String label =
        format
            .map(f ->
                "%s, %d bytes, %dx%d".formatted(f.mediaType(), bytes.length, f.width(), f.height()))
            .orElse("unreadable, " + bytes.length + " bytes");
    return new Attachment(Kind.IMAGE, url, label, format.map(ImageFormat::tokens).orElse(8));
  }

  private static Attachment document(JsonNode node) {
    if (node.isString() || node.has("url")) {
      return new Attachment(Kind.DOCUMENT, url(node), url(node), 500);
    }
    String data = node.path("file_data").asString("");
    String id = node.path("file_id").asString("");
    String name = node.path("filename").asString("");
    if (data.isEmpty()) {
      String where = id.isEmpty() ? node.path("file_url").asString("") : id;
      return new Attachment(Kind.DOCUMENT, where, where, 500);
    }
    Optional<DataUrl> decoded = DataUrl.parse(data);
    int size = decoded.map(d -> d.bytes().length).orElse(0);
    String label =
        "%s: %s, %d bytes"
            .formatted(
                name.isEmpty() ? "unnamed" : name,
                decoded.map(DataUrl::mediaType).orElse("unreadable"),
                size);
    return new Attachment(Kind.DOCUMENT, name, label, Math.max(1, size / 4));
  }

  private static String bytes(String what, String url) {
    if (!url.startsWith("data:")) {
      return url;
    }
    return DataUrl.parse(url)
        .map(data ->
            (data.mediaType().isEmpty() ? what : data.mediaType())
                + ", "
                + data.bytes().length
                + " bytes")
        .orElse("unreadable " + what);
  }
}
