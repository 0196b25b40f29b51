package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
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
    dialect.check(request);
    HttpRequest http =
        calls
            .request(access, "/chat/completions")
            .header("Content-Type", "application/json")
            .header("Accept", request.stream() ? "text/event-stream" : "application/json")
            .POST(Departure.of(ChatBody.of(request, access, dialect)))
            .build();
    Answer answer = new Answer(request.model(), events);
    try (Exchange exchange = calls.send(http, access, request.model(), stopwatch)) {
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
}
