package dev.fairlead.providers.kimi;

import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Refused;
import java.util.Set;

/** Kimi's limits on images and documents (vision guide and upload page of 2026-08). */
final class Attachments {
  private static final Set<String> IMAGES =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/bmp",
          "image/heic",
          "image/heif");

  /** A file may have so much, whatever it is for. */
  private static final int MOST_BYTES = 100_000_000;

  private Attachments() {}

  static void check(ChatRequest request) throws ProviderException {
    for (Part part : Refused.attachments(request)) {
      switch (part) {
        case Part.Text _ -> {}
        case Part.Image image -> {
          Refused.unlessImage(request, image, IMAGES);
          Refused.unlessSized(request, image.name(), image.bytes(), MOST_BYTES);
        }
        case Part.Document document -> {
          Refused.unlessDocuments(request, document);
          Refused.unlessSized(request, document.name(), document.bytes(), MOST_BYTES);
        }
      }
    }
  }
}
