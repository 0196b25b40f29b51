package dev.fairlead.providers.openai;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request, which knows whether it has begun to leave: until then there is no
 * connection, be it for want of a name, a proxy or a greeting. The client's own limit for
 * connecting watches the network alone.
 */
final class Departure implements HttpRequest.BodyPublisher {
  private final HttpRequest.BodyPublisher body;
  private volatile boolean begun;

  private Departure(HttpRequest.BodyPublisher body) {
    this.body = body;
  }

  /** A body of these bytes. */
  static HttpRequest.BodyPublisher of(byte[] bytes) {
    return new Departure(HttpRequest.BodyPublishers.ofByteArray(bytes));
  }

  /** The request with its body watched, if it has one. */
  static HttpRequest watch(HttpRequest request) {
    return request
        .bodyPublisher()
        .filter(body -> body.contentLength() != 0 && !(body instanceof Departure))
        .map(body ->
            HttpRequest.newBuilder(request, (_, _) -> true)
                .method(request.method(), new Departure(body))
                .build())
        .orElse(request);
  }

  /** Whether the request is known to have no connection yet. */
  static boolean isWaiting(HttpRequest watched) {
    return watched.bodyPublisher().orElse(null) instanceof Departure departure && !departure.begun;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    begun = true;
    body.subscribe(subscriber);
  }
}
