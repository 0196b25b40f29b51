package dev.fairlead.providers.glm;

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
import java.util.Locale;

/** The tasks of GLM's parser: making one sends the file up, and its id leads to the text. */
record ParserTasks(Calls calls) implements Shelf.Intake {
  static final String PURPOSE = "parser";

  @Override
  public String send(Access access, Upload.Place place, Part.Document file, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    byte[] reply = send(access, "/files/parser/create", "lite", place, file, stopwatch);
    return Json.text(reply, "task_id")
        .filter(found -> found.matches("[A-Za-z0-9_-]{1,100}"))
        .orElseThrow(() ->
            new ProviderException(
                new ProviderError.Malformed("a reply of the parser without the task's id")));
  }

  /** The reply to a file that is sent to the parser. */
  byte[] send(
      Access access,
      String path,
      String tool,
      Upload.Place place,
      Part.Document file,
      Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    Multipart form = new Multipart("fairlead-" + place.digest().substring(0, 32));
    form.field("file_type", type(file)).field("tool_type", tool);
    return calls.post(access, path, form.mediaType(), form.with("file", file), stopwatch);
  }

  /** The vendor has no way to remove a task. */
  @Override
  public boolean remove(Access access, Upload upload, Stopwatch stopwatch) {
    return false;
  }

  /** What a name ends with; else the second half of the media type. */
  private static String type(Part.Document file) {
    String type = file.mediaType();
    int dot = file.name().lastIndexOf('.');
    boolean named = dot >= 0 && file.name().substring(dot + 1).matches("[A-Za-z0-9]{1,8}");
    return (named ? file.name().substring(dot + 1) : type.substring(type.indexOf('/') + 1))
        .toLowerCase(Locale.ROOT);
  }
}
