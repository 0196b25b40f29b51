package dev.fairlead.providers.openai;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;

/**
 * The body of a request, which knows when it began to leave: until then there is no connection, be
 * it for want of a name, a proxy or a greeting. The client's own limit for connecting watches the
 * network alone.
 */
final class Departure implements HttpRequest.BodyPublisher {
  private final HttpRequest.BodyPublisher body;
  private final LongSupplier ticker;
  private volatile boolean begun;
  private volatile long at;

  private Departure(HttpRequest.BodyPublisher body, LongSupplier ticker) {
    this.body = body;
    this.ticker = ticker;
  }

  /** A body of these bytes. */
  static HttpRequest.BodyPublisher of(byte[] bytes, LongSupplier ticker) {
    return new Departure(HttpRequest.BodyPublishers.ofByteArray(bytes), ticker);
  }

  /** The request with its body watched, if it has one. */
  static HttpRequest watch(HttpRequest request, LongSupplier ticker) {
    return request
        .bodyPublisher()
        .filter(body -> body.contentLength() != 0 && !(body instanceof Departure))
        .map(body ->
            HttpRequest.newBuilder(request, (_, _) -> true)
                .method(request.method(), new Departure(body, ticker))
                .build())
        .orElse(request);
  }

  /** Whether the request is known to have no connection yet. */
  static boolean isWaiting(HttpRequest watched) {
    return watched.bodyPublisher().orElse(null) instanceof Departure departure && !departure.begun;
  }

  /** When the request began to leave, in the ticker's nanoseconds; empty if that is not known. */
  static OptionalLong of(HttpRequest watched) {
    return watched.bodyPublisher().orElse(null) instanceof Departure departure && departure.begun
        ? OptionalLong.of(departure.at)
        : OptionalLong.empty();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (!begun) {
      at = ticker.getAsLong();
      begun = true;
    }
    body.subscribe(subscriber);
  }
}
