package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.Json;
import dev.fairlead.providers.openai.Multipart;
import dev.fairlead.providers.openai.Shelf;
import dev.fairlead.providers.openai.Stopwatch;

/** Kimi's files endpoint (upload page of 2026-08). */
record KimiFiles(Calls calls) implements Shelf.Intake {
  static final String DOCUMENT = "file-extract";
  static final String IMAGE = "image";

  @Override
  public String send(Access access, Upload.Place place, Part.Document file, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    Multipart form = new Multipart("fairlead-" + place.digest().substring(0, 32));
    form.field("purpose", place.purpose());
    byte[] reply =
        calls.post(access, "/files", form.mediaType(), form.with("file", file), stopwatch);
    return Json.text(reply, "id")
        .filter(found -> found.matches("[A-Za-z0-9_-]{1,100}"))
        .orElseThrow(() ->
            new ProviderException(
                new ProviderError.Malformed("a reply to an upload without the file's id")));
  }

  @Override
  public boolean remove(Access access, Upload upload, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    calls.remove(access, path(upload), stopwatch);
    return true;
  }

  static String path(Upload upload) {
    return "/files/" + upload.id();
  }
}
