package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Hashes;
import dev.fairlead.simulator.answer.ImageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file that a client sent, as one key sees it. */
final class Upload {
  private static final Map<String, String> TYPES =
      Map.of(
          "pdf", "application/pdf",
          "md", "text/markdown",
          "html", "text/html",
          "json", "application/json",
          "csv", "text/csv",
          "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation");

  private final String id;
  private final String filename;
  private final String purpose;
  private final long created;
  private final byte[] bytes;

  Upload(String id, String filename, String purpose, long created, byte[] bytes) {
    this.id = id;
    this.filename = filename;
    this.purpose = purpose;
    this.created = created;
    this.bytes = bytes;
  }

  String id() {
    return id;
  }

  String filename() {
    return filename;
  }

  String purpose() {
    return purpose;
  }

  long created() {
    return created;
  }

  byte[] bytes() {
    return bytes;
  }

  String type() {
    String extension = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, "text/plain");
  }

  /**
   * The text of it: itself where it is text, a line about it where it is a document, nothing where
   * it is an image or its name begins with {@code bad}.
   */
  Optional<String> text() {
    if (filename.startsWith("bad") || ImageFormat.sniff(bytes).isPresent()) {
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (!text.startsWith("%PDF") && text.indexOf('\0') < 0) {
        return Optional.of(text);
      }
    } catch (CharacterCodingException _) {
      // not text
    }
    String hash = Hashes.full(bytes).substring(0, 8);
    return Optional.of("Text of %s, %d bytes, sha256 %s.".formatted(filename, bytes.length, hash));
  }

  /** The document that both vendors give for an extracted file. */
  Optional<String> extract() {
    return text()
        .map(text -> {
          ObjectNode node = JsonMapper.shared().createObjectNode();
          node.put("content", text).put("file_type", type()).put("filename", filename);
          return node.put("title", "").put("type", "file").toString();
        });
  }
}
