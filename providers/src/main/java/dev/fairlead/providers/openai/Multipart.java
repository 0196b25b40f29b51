package dev.fairlead.providers.openai;

import dev.fairlead.providers.Part;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A form with one file in it, as browsers send it. */
public final class Multipart {
  private final String boundary;
  private final StringBuilder fields = new StringBuilder();

  /** A form whose parts are set apart by that text, which must not be in any of them. */
  public Multipart(String boundary) {
    this.boundary = boundary;
  }

  /** What the form is declared as. */
  public String mediaType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Adds a field. */
  public Multipart field(String name, String value) {
    part("name=\"" + name + "\"").append("\r\n").append(value).append("\r\n");
    return this;
  }

  /** The form with that file at its end, whose bytes are not copied. */
  public BodyPublisher with(String name, Part.Document document) {
    part("name=\"" + name + "\"; filename=\"" + safe(document.name()) + "\"")
        .append("Content-Type: ")
        .append(safe(document.mediaType()))
        .append("\r\n\r\n");
    return BodyPublishers.concat(
        BodyPublishers.ofString(fields.toString(), StandardCharsets.UTF_8),
        BodyPublishers.ofByteArray(document.bytes()),
        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", StandardCharsets.UTF_8));
  }

  private StringBuilder part(String disposition) {
    return fields
        .append("--")
        .append(boundary)
        .append("\r\nContent-Disposition: form-data; ")
        .append(disposition)
        .append("\r\n");
  }

  /** A name without what would end it early. */
  private static String safe(String name) {
    return name.replaceAll("[\"\\\\\\p{Cntrl}]", "_");
  }
}
