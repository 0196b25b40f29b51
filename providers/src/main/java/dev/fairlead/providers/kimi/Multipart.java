package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form with a file in it, as browsers send it. */
final class Multipart {
  private final String boundary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A form whose parts are set apart by that text, which must not be in any of them. */
  Multipart(String boundary) {
    this.boundary = boundary;
  }

  String mediaType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  void field(String name, String value) {
    line("--" + boundary);
    line("Content-Disposition: form-data; name=\"" + name + "\"");
    line("");
    line(value);
  }

  void file(String name, Part.Document document) {
    line("--" + boundary);
    line(
        "Content-Disposition: form-data; name=\""
            + name
            + "\"; filename=\""
            + safe(document.name())
            + "\"");
    line("Content-Type: " + safe(document.mediaType()));
    line("");
    out.writeBytes(document.bytes());
    line("");
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(out.size() + 80);
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }

  /** A name without what would end it early. */
  private static String safe(String name) {
    return name.replaceAll("[\"\\\\\\p{Cntrl}]", "_");
  }

  private void line(String line) {
    out.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
