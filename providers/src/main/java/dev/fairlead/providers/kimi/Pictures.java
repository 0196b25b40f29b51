package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.ImageAddress;
import dev.fairlead.providers.openai.ImageHeader;
import dev.fairlead.providers.openai.Refused;
import dev.fairlead.providers.openai.Shelf;
import dev.fairlead.providers.openai.Stopwatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides where a request's images are: small ones in it, large ones as files at Kimi, which a
 * later turn or another attempt only has to name.
 */
final class Pictures {
  /**
   * A larger image is worth a file: sending it again with each turn would take longer than the one
   * request more that a file takes.
   */
  static final int LARGE = 5_000_000;

  /**
   * The most bytes of images inside a request: 80 MB in base64, which leaves the texts 20 MB of the
   * 100 MB that a body may have.
   */
  static final long MOST_INLINE = 60_000_000;

  private static final Placed NONE = new Placed(List.of());

  private final Calls calls;
  private final Shelf shelf;

  Pictures(Calls calls, Shelf shelf) {
    this.calls = calls;
    this.shelf = shelf;
  }

  /** An image that is a file at Kimi. */
  record Filed(Part.Image image, Upload file) {}

  /** The images of one request that are files at Kimi; the others are inside the request. */
  record Placed(List<Filed> files) implements ImageAddress {
    @Override
    @SuppressWarnings("ReferenceEquality") // the same image, without comparing megabytes
    public String of(Part.Image image) {
      for (Filed filed : files) {
        if (filed.image() == image) {
          return "ms://" + filed.file().id();
        }
      }
      return ImageAddress.INLINE.of(image);
    }

    /** Whether that refusal may be about a file that is gone. */
    boolean suspect(ProviderError error) {
      return !files.isEmpty()
          && (error instanceof ProviderError.Rejected
              || error instanceof ProviderError.ModelUnavailable);
    }
  }

  /** Sends up what is too large to be inside the request. */
  Placed place(ChatRequest request, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    List<Part> attachments = Refused.attachments(request);
    if (attachments.isEmpty()) {
      return NONE;
    }
    List<Part.Image> images =
        attachments.stream()
            .filter(Part.Image.class::isInstance)
            .map(Part.Image.class::cast)
            .sorted(Comparator.comparingInt((Part.Image image) -> -image.bytes().length))
            .toList();
    long inline = images.stream().mapToLong(image -> image.bytes().length).sum();
    List<Filed> files = new ArrayList<>();
    for (Part.Image image : images) {
      if (image.bytes().length <= LARGE && inline <= MOST_INLINE) {
        break;
      }
      Upload.Place place = Upload.Place.of(access, KimiFiles.IMAGE, image.bytes());
      files.add(new Filed(image, shelf.place(access, place, file(image), stopwatch)));
      inline -= image.bytes().length;
    }
    return new Placed(files);
  }

  /** The same again where Kimi has lost a file of it; nothing where it has all of them. */
  Optional<Placed> refresh(Placed placed, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    List<Filed> files = new ArrayList<>();
    boolean lost = false;
    for (Filed filed : placed.files()) {
      Part.Image image = filed.image();
      Upload file = filed.file();
      if (calls.find(access, KimiFiles.path(file), stopwatch, KimiErrors::classify).isEmpty()) {
        lost = true;
        file = shelf.replace(access, file, file(image), stopwatch);
      }
      files.add(new Filed(image, file));
    }
    return lost ? Optional.of(new Placed(files)) : Optional.empty();
  }

  /** Says that the request is over. */
  void done(Placed placed, Access access) {
    placed.files().forEach(filed -> shelf.done(access, filed.file()));
  }

  private static Part.Document file(Part.Image image) {
    String type =
        ImageHeader.of(image.bytes()).map(ImageHeader::mediaType).orElse(image.mediaType());
    return new Part.Document(image.name(), type, image.bytes());
  }
}
