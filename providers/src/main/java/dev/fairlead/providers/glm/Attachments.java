package dev.fairlead.providers.glm;

import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.DataUrl;
import dev.fairlead.providers.openai.ImageHeader;
import dev.fairlead.providers.openai.Refused;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** GLM's limits on images and documents (document of 2026-09), and its part for documents. */
final class Attachments {
  private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png");
  private static final int MOST_IMAGES = 150;
  private static final int MOST_IMAGE_BYTES = 5_000_000;
  private static final int MOST_PIXELS = 6000;
  private static final int MOST_DOCUMENTS = 50;
  private static final int MOST_DOCUMENT_BYTES = 50_000_000;

  private Attachments() {}

  static void check(ChatRequest request) throws ProviderException {
    int images = 0;
    int documents = 0;
    for (Part part : Refused.attachments(request)) {
      switch (part) {
        case Part.Text _ -> {}
        case Part.Image image -> {
          images++;
          image(image, Refused.unlessImage(request, image, IMAGES));
          Refused.unlessSized(request, image.name(), image.bytes(), MOST_IMAGE_BYTES);
        }
        case Part.Document document -> {
          documents++;
          Refused.unlessDocuments(request, document);
          Refused.unlessSized(request, document.name(), document.bytes(), MOST_DOCUMENT_BYTES);
        }
      }
    }
    Parameters.Extras extras = request.model().parameters().extras();
    boolean asParts = extras.documents() == Parameters.Documents.PART;
    if (images > 0 && documents > 0 && asParts) {
      throw Refused.of("mixed_parts", "glm takes images or documents in one request, not both");
    }
    count(request, images, extras.images() > 0 ? extras.images() : MOST_IMAGES, "images");
    count(request, documents, MOST_DOCUMENTS, "documents");
  }

  /** The document goes inside the request: international accounts have no other way. */
  static void write(Part.Document document, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "file");
    json.writeObjectPropertyStart("file");
    json.writeStringProperty("file_data", DataUrl.of(document.mediaType(), document.bytes()));
    json.writeStringProperty("filename", document.name());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void image(Part.Image image, ImageHeader header) throws ProviderException {
    if (header.width() > MOST_PIXELS || header.height() > MOST_PIXELS) {
      throw Refused.of(
          "image_too_large",
          image.name()
              + " has "
              + header.width()
              + " x "
              + header.height()
              + " pixels, glm takes 6000 x 6000: scale it down");
    }
  }

  private static void count(ChatRequest request, int count, int most, String what)
      throws ProviderException {
    if (count > most) {
      throw Refused.of(
          "too_many_parts",
          request.model().id()
              + " takes at most "
              + most
              + " "
              + what
              + ", not "
              + count
              + ": attach fewer");
    }
  }
}
