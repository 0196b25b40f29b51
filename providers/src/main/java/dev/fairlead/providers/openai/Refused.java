package dev.fairlead.providers.openai;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.util.List;
import java.util.Set;

/** Refuses requests that a vendor would refuse, before their bytes go out. */
public final class Refused {
  private Refused() {}

  /** The parts of all user messages. */
  public static List<Part> parts(ChatRequest request) {
    return request.messages().stream()
        .flatMap(message ->
            message instanceof Message.User(List<Part> parts)
                ? parts.stream()
                : List.<Part>of().stream())
        .toList();
  }

  /**
   * Refuses an image that is not of these formats.
   *
   * @throws ProviderException if its bytes say so
   */
  public static ImageHeader unlessImage(ChatRequest request, Part.Image image, Set<String> types)
      throws ProviderException {
    if (!request.model().capabilities().contains(Capability.VISION)) {
      throw of("image_not_supported", request.model().id() + " reads no images: " + image.name());
    }
    return ImageHeader.of(image.bytes())
        .filter(header -> types.contains(header.mediaType()))
        .orElseThrow(() ->
            of(
                "image_format",
                image.name()
                    + " is not an image that "
                    + request.model().provider()
                    + " reads, which are "
                    + String.join(", ", types.stream().sorted().toList())));
  }

  /**
   * Refuses a document that the model does not take.
   *
   * @throws ProviderException if the model has no use for it
   */
  public static void unlessDocuments(ChatRequest request, Part.Document document)
      throws ProviderException {
    if (!request.model().capabilities().contains(Capability.FILE_UPLOAD)) {
      throw of(
          "document_not_supported",
          request.model().id() + " takes no documents: " + document.name());
    }
  }

  /** A refusal of that code, with advice. */
  public static ProviderException of(String code, String message) {
    return new ProviderException(new ProviderError.Rejected(code, message));
  }
}
