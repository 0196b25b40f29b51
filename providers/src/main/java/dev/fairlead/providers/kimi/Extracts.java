package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.Inlined;
import dev.fairlead.providers.openai.Refusal;
import dev.fairlead.providers.openai.Shelf;
import dev.fairlead.providers.openai.Stopwatch;
import dev.fairlead.providers.openai.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The texts of documents, which Kimi extracts: a document goes up once, and what Kimi made of it
 * goes into a system message as it is, the way Kimi's guide has it (2026-08).
 */
final class Extracts {
  private final Calls calls;
  private final Shelf shelf;
  private final Texts texts = new Texts();

  Extracts(Calls calls, Shelf shelf) {
    this.calls = calls;
    this.shelf = shelf;
  }

  /** The request with its documents as texts. */
  ChatRequest inline(ChatRequest request, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    return Inlined.documents(request, document -> text(document, access, stopwatch));
  }

  private String text(Part.Document document, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    Upload.Place place = Upload.Place.of(access, KimiFiles.DOCUMENT, document.bytes());
    Optional<String> known = texts.find(place);
    if (known.isPresent()) {
      return known.get();
    }
    Upload upload = shelf.place(access, place, document, stopwatch);
    Optional<String> text = extract(upload, access, stopwatch);
    if (text.isEmpty()) {
      upload = shelf.replace(access, upload, document, stopwatch);
      text = extract(upload, access, stopwatch);
    }
    texts.keep(
        place,
        text.orElseThrow(() ->
            new ProviderException(
                new ProviderError.Malformed("a file that went up just now is not there"))));
    return text.get();
  }

  /** The text of an upload, or nothing if Kimi does not have it any more. */
  private Optional<String> extract(Upload upload, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    try {
      return calls
          .find(
              access,
              KimiFiles.path(upload) + "/content",
              stopwatch,
              refusal -> classify(refusal, upload))
          .map(body -> new String(body, StandardCharsets.UTF_8));
    } catch (ProviderException e) {
      if (e.error() instanceof ProviderError.Rejected) {
        shelf.drop(access, upload);
      }
      throw e;
    } finally {
      shelf.done(access, upload);
    }
  }

  /**
   * A text that cannot be made is told by a status of 500 with a message and without a type, where
   * a failure of Kimi's has a type or is no JSON (recorded 2026-08): the file is at fault.
   */
  private static ProviderError classify(Refusal refusal, Upload upload) {
    boolean unreadable =
        refusal.status() == 500
            && refusal.complaint().type().isEmpty()
            && !refusal.complaint().message().isEmpty();
    return unreadable
        ? new ProviderError.Rejected(
            "document_unreadable",
            "kimi finds no text in "
                + upload.name()
                + ": if it is damaged, locked or a scan, attach another version, or images of its"
                + " pages")
        : KimiErrors.classify(refusal);
  }
}
