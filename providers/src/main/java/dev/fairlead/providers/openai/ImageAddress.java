package dev.fairlead.providers.openai;

import dev.fairlead.providers.Part;

/** Where a request says that its images are. */
@FunctionalInterface
public interface ImageAddress {
  /** In the request itself. */
  ImageAddress INLINE = image -> DataUrl.of(ImageHeader.mediaType(image), image.bytes());

  /** The address of an image of the request. */
  String of(Part.Image image);
}
