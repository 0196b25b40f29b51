package dev.fairlead.providers.glm;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.Inlined;
import dev.fairlead.providers.openai.Json;
import dev.fairlead.providers.openai.Refused;
import dev.fairlead.providers.openai.Shelf;
import dev.fairlead.providers.openai.Stopwatch;
import dev.fairlead.providers.openai.Texts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * GLM's parser, which makes texts of documents (client of 2026-04, documented for China): for
 * models that take no documents themselves.
 */
final class Parser {
  private static final Duration FIRST_GAP = Duration.ofMillis(200);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(5);

  private final Calls calls;
  private final Shelf shelf;
  private final ParserTasks tasks;
  private final Pause pause;
  private final Texts texts = new Texts();

  Parser(Calls calls, Shelf shelf, Pause pause) {
    this.calls = calls;
    this.shelf = shelf;
    this.tasks = new ParserTasks(calls);
    this.pause = pause;
  }

  /** Waits between two looks at a task. */
  @FunctionalInterface
  interface Pause {
    /** Waits in earnest. */
    Pause REAL =
        time -> {
          var _ = new Semaphore(0).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
        };

    void pause(Duration time) throws InterruptedException;
  }

  /** The request with its documents as texts. */
  ChatRequest inline(ChatRequest request, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    boolean atOnce =
        request.model().parameters().extras().documents() == Parameters.Documents.PARSER_SYNC;
    return Inlined.documents(
        request,
        document -> {
          Upload.Place place = Upload.Place.of(access, ParserTasks.PURPOSE, document.bytes());
          Optional<String> known = texts.find(place);
          String text =
              known.isPresent()
                  ? known.get()
                  : atOnce
                      ? now(document, place, access, stopwatch)
                      : later(document, place, access, stopwatch);
          texts.keep(place, text);
          return "The text of " + document.name() + ":\n\n" + text;
        });
  }

  private String now(Part.Document document, Upload.Place place, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    byte[] reply =
        tasks.send(access, "/files/parser/sync", "prime-sync", place, document, stopwatch);
    return text(reply, document).orElseThrow(() -> unreadable(document));
  }

  private String later(
      Part.Document document, Upload.Place place, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    Upload task = shelf.place(access, place, document, stopwatch);
    Optional<String> text = result(task, document, access, stopwatch);
    if (text.isEmpty()) {
      task = shelf.replace(access, task, document, stopwatch);
      text = result(task, document, access, stopwatch);
    }
    return text.orElseThrow(() ->
        new ProviderException(
            new ProviderError.Malformed("a task that was made just now is not there")));
  }

  /** The text that a task came to, waited for; nothing if GLM does not know the task any more. */
  private Optional<String> result(
      Upload task, Part.Document document, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    String path = "/files/parser/result/" + task.id() + "/text";
    try {
      for (Duration gap = FIRST_GAP; ; gap = longer(gap)) {
        Optional<byte[]> reply = calls.find(access, path, stopwatch, GlmErrors::classify);
        if (reply.isEmpty()) {
          return Optional.empty();
        }
        Optional<String> text = text(reply.get(), document);
        if (text.isPresent()) {
          return text;
        }
        stopwatch.allow(gap);
        pause.pause(gap);
      }
    } catch (ProviderException e) {
      if (e.error() instanceof ProviderError.Rejected) {
        shelf.drop(access, task);
      }
      throw e;
    }
  }

  /**
   * The text in a result, or nothing while it is being made. The names of the end states are not
   * documented: a text is the end, and so is a state that says it failed.
   */
  private static Optional<String> text(byte[] reply, Part.Document document)
      throws ProviderException {
    String status = Json.text(reply, "status").orElse("").toLowerCase(Locale.ROOT);
    if (status.startsWith("fail") || status.startsWith("error") || status.startsWith("cancel")) {
      throw unreadable(document);
    }
    Optional<String> content = Json.text(reply, "content").filter(text -> !text.isBlank());
    if (content.isEmpty() && (status.startsWith("succe") || status.isEmpty())) {
      throw unreadable(document);
    }
    return content;
  }

  private static ProviderException unreadable(Part.Document document) {
    return Refused.of(
        "document_unreadable",
        "glm finds no text in "
            + document.name()
            + ": if it is damaged, locked or a scan, attach another version");
  }

  private static Duration longer(Duration gap) {
    Duration next = gap.multipliedBy(3).dividedBy(2);
    return next.compareTo(LONGEST_GAP) < 0 ? next : LONGEST_GAP;
  }
}
