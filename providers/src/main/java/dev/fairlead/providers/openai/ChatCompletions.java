package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.ProviderException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The chat-completions wire in one vendor's dialect. Immutable and safe for many threads. */
public final class ChatCompletions {
  private final Calls calls;
  private final Dialect dialect;

  /** The wire over these calls. */
  public ChatCompletions(Calls calls, Dialect dialect) {
    this.calls = calls;
    this.dialect = dialect;
  }

  /**
   * Sends one request and hands over what comes.
   *
   * @throws ProviderException if it failed
   * @throws InterruptedException if the calling thread was interrupted
   */
  public void chat(
      ChatRequest request, Access access, Stopwatch stopwatch, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    chat(request, access, stopwatch, events, ImageAddress.INLINE);
  }

  /**
   * Sends one request whose images are at these addresses, and hands over what comes.
   *
   * @throws ProviderException if it failed
   * @throws InterruptedException if the calling thread was interrupted
   */
  public void chat(
      ChatRequest request,
      Access access,
      Stopwatch stopwatch,
      Consumer<ChatEvent> events,
      ImageAddress images)
      throws ProviderException, InterruptedException {
    Refused.unlessChoice(request);
    dialect.check(request);
    if (request.temperature() != null
        && request.model().parameters().sampling() == Parameters.Sampling.FIXED) {
      events.accept(new ChatEvent.Adjusted("temperature", request.model().id() + " fixes it"));
    }
    HttpRequest http =
        calls
            .request(access, "/chat/completions")
            .header("Content-Type", "application/json")
            .header("Accept", request.stream() ? "text/event-stream" : "application/json")
            .POST(Departure.of(ChatBody.of(request, access, dialect, images), calls.ticker()))
            .build();
    Answer answer = new Answer(request.model(), events);
    try (Exchange exchange = send(http, access, request.model(), stopwatch, events)) {
      events.accept(stopwatch.departure());
      AnswerStream stream =
          new AnswerStream(
              answer,
              complaint -> calls.error(complaint, exchange, access, request.model()),
              stopwatch::heard);
      for (ByteBuffer next = exchange.read(); next != null; next = exchange.read()) {
        if (stream.feed(next)) {
          exchange.finish();
          return;
        }
      }
      stream.end();
    } catch (IOException e) {
      throw answer.broken(Failure.reason(e), e);
    }
  }

  /** The exchange, if the vendor accepts the request; if not, when it left is told before. */
  private Exchange send(
      HttpRequest http, Access access, Model model, Stopwatch stopwatch, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    try {
      return calls.send(http, access, model, stopwatch);
    } catch (ProviderException | InterruptedException e) {
      events.accept(stopwatch.departure());
      throw e;
    }
  }

  /**
   * The models that the vendor lists.
   *
   * @throws ProviderException if it did not list them in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public List<ListedModel> models(Access access, Duration within)
      throws ProviderException, InterruptedException {
    Patience patience = new Patience(within, within, within);
    byte[] list = calls.get(access, "/models", calls.stopwatch(patience));
    return ModelList.read(list);
  }

  /**
   * What the vendor's tokenizer says to the prompt, at that path.
   *
   * @param model the id under which it counts
   * @throws ProviderException if it did not say it in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public byte[] tokenized(
      ChatRequest request, String model, Access access, String path, Duration within)
      throws ProviderException, InterruptedException {
    return calls.post(
        access,
        path,
        "application/json",
        HttpRequest.BodyPublishers.ofByteArray(ChatBody.promptOf(request, model, dialect)),
        calls.stopwatch(new Patience(within, within, within)));
  }
}
