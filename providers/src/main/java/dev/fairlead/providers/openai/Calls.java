package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Sends requests to one vendor; what is not an answer becomes an error of the contract. */
public final class Calls {
  private static final int LARGEST = 64 << 20;
  private static final Duration CLEAN_UP = Duration.ofSeconds(30);
  private static final int LARGEST_COMPLAINT = 64 << 10;

  private final Network network;
  private final Dialect dialect;

  /** Calls over that network. */
  public Calls(Network network, Dialect dialect) {
    this.network = network;
    this.dialect = dialect;
  }

  /** Begins to measure an attempt. */
  public Stopwatch stopwatch(Patience patience) {
    return new Stopwatch(patience, network.ticker());
  }

  /**
   * What is there.
   *
   * @throws ProviderException if the vendor refused, or did not answer in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public byte[] get(Access access, String path, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    return whole(request(access, path).GET().build(), access, stopwatch);
  }

  /**
   * The reply to that body.
   *
   * @throws ProviderException if the vendor refused, or did not answer in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public byte[] post(Access access, String path, String mediaType, byte[] body, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    HttpRequest request =
        request(access, path)
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return whole(request, access, stopwatch);
  }

  /** Removes what is there, some time soon; whether that succeeds is not told. */
  public void delete(Access access, String path) {
    var _ =
        network
            .client()
            .sendAsync(
                request(access, path).timeout(CLEAN_UP).DELETE().build(),
                HttpResponse.BodyHandlers.discarding());
  }

  /** A request with everything but its method and body. */
  HttpRequest.Builder request(Access access, String path) {
    HttpRequest.Builder request =
        network
            .request(access.endpoint(path))
            .header("Authorization", "Bearer " + access.key().reveal());
    dialect.headers().forEach(request::header);
    return request;
  }

  /** The exchange, if the vendor accepts the request; to be closed by the caller. */
  Exchange send(HttpRequest request, Access access, @Nullable Model model, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    Exchange exchange = Exchange.send(network, request, stopwatch);
    if (exchange.status() / 100 == 2) {
      return exchange;
    }
    try (exchange) {
      throw new ProviderException(error(complaint(exchange), exchange, access, model));
    }
  }

  private byte[] whole(HttpRequest request, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    try (Exchange exchange = send(request, access, null, stopwatch)) {
      return exchange.readAll(LARGEST);
    } catch (IOException e) {
      throw new ProviderException(new ProviderError.Disconnected(Failure.reason(e)), e);
    }
  }

  /** The error that the vendor complains about. */
  ProviderError error(
      Complaint complaint, Exchange exchange, Access access, @Nullable Model model) {
    Instant now = network.clock().instant();
    return dialect.classify(
        new Refusal(
            exchange.status(),
            Redaction.of(complaint, access.key()),
            RetryAfter.of(exchange.headers(), now),
            model,
            now));
  }

  /** Bodies of errors may be JSON of several shapes, HTML, or nothing. */
  private static Complaint complaint(Exchange exchange)
      throws ProviderException, InterruptedException {
    try {
      byte[] body = exchange.readAll(LARGEST_COMPLAINT);
      List<Reply> replies = Json.replies(body, body.length);
      Complaint complaint = replies.isEmpty() ? null : replies.getFirst().complaint();
      return complaint == null ? Complaint.NONE : complaint;
    } catch (IOException | JacksonException _) {
      return Complaint.NONE;
    } catch (ProviderException e) {
      if (e.error() instanceof ProviderError.Malformed) {
        return Complaint.NONE; // too long to be read: the status still says enough
      }
      throw e;
    }
  }
}
