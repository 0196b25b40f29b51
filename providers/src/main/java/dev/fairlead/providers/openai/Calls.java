package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Sends requests to one vendor; what is not an answer becomes an error of the contract. */
public final class Calls {
  private static final int LARGEST = 64 << 20;
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
   * What is there, or nothing where there is nothing.
   *
   * @param classify which error another refusal is
   * @throws ProviderException if the vendor refused, or did not answer in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public Optional<byte[]> find(
      Access access, String path, Stopwatch stopwatch, Function<Refusal, ProviderError> classify)
      throws ProviderException, InterruptedException {
    HttpRequest request = request(access, path).GET().build();
    try (Exchange exchange = Exchange.send(network, request, stopwatch)) {
      if (exchange.status() / 100 == 2) {
        return Optional.of(exchange.readAll(LARGEST));
      }
      Complaint complaint = complaint(exchange);
      if (exchange.status() == 404) {
        return Optional.empty();
      }
      throw new ProviderException(classify.apply(refusal(complaint, exchange, access, null)));
    } catch (IOException e) {
      throw new ProviderException(new ProviderError.Disconnected(Failure.reason(e)), e);
    }
  }

  /**
   * The reply to that body.
   *
   * @throws ProviderException if the vendor refused, or did not answer in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public byte[] post(
      Access access,
      String path,
      String mediaType,
      HttpRequest.BodyPublisher body,
      Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    HttpRequest request =
        request(access, path).header("Content-Type", mediaType).POST(body).build();
    return whole(request, access, stopwatch);
  }

  /**
   * Removes what is there; what is not there counts as removed.
   *
   * @throws ProviderException if the vendor refused, or did not answer in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public void remove(Access access, String path, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    HttpRequest request = request(access, path).DELETE().build();
    try (Exchange exchange = Exchange.send(network, request, stopwatch)) {
      Complaint complaint = complaint(exchange);
      if (exchange.status() / 100 != 2 && exchange.status() != 404) {
        throw new ProviderException(error(complaint, exchange, access, null));
      }
    }
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
    return dialect.classify(refusal(complaint, exchange, access, model));
  }

  private Refusal refusal(
      Complaint complaint, Exchange exchange, Access access, @Nullable Model model) {
    Instant now = network.clock().instant();
    return new Refusal(
        exchange.status(),
        Redaction.of(complaint, access.key()),
        RetryAfter.of(exchange.headers(), now),
        model,
        now);
  }

  /** The clock that waits are measured with. */
  LongSupplier ticker() {
    return network.ticker();
  }

  /** The wall clock, for what processes share. */
  InstantSource clock() {
    return network.clock();
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
