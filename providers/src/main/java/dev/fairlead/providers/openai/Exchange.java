package dev.fairlead.providers.openai;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply, read by the thread that sent it. Closing it before the reply has ended
 * closes the connection, at once.
 */
final class Exchange implements AutoCloseable {
  private static final int PROXY_LOGIN = 407;

  private final HttpResponse<Handoff> response;
  private final Handoff body;
  private final Stopwatch stopwatch;
  private final Runnable silent;
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  private boolean ended;

  private Exchange(
      HttpResponse<Handoff> response, Handoff body, Stopwatch stopwatch, Runnable silent) {
    this.response = response;
    this.body = body;
    this.stopwatch = stopwatch;
    this.silent = silent;
  }

  /** Sends the request and waits for the head of the reply. */
  static Exchange send(Network network, HttpRequest request, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    stopwatch.sent();
    Handoff body = new Handoff();
    HttpClient client = network.client();
    HttpRequest watched = Departure.watch(request);
    CompletableFuture<HttpResponse<Handoff>> sending = client.sendAsync(watched, _ -> body);
    boolean answered = false;
    try {
      HttpResponse<Handoff> response = head(sending, watched, network.connect(), stopwatch);
      Optional<Proxies.Hop> proxy = network.proxy(request.uri());
      if (response.statusCode() == PROXY_LOGIN && proxy.isPresent()) {
        throw new ProviderException(
            new ProviderError.Disconnected(Failure.loginWanted(proxy.get(), request.uri())));
      }
      answered = true;
      return new Exchange(response, body, stopwatch, () -> network.renew(client));
    } catch (TimeoutException _) {
      if ("https".equals(request.uri().getScheme())) {
        network.renew(client);
      }
      throw stopwatch.timedOut();
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause(), network, request.uri());
    } finally {
      if (!answered) {
        sending.cancel(true);
        body.cancel();
      }
    }
  }

  /** Waits for the head; no longer than that for a connection. */
  private static HttpResponse<Handoff> head(
      CompletableFuture<HttpResponse<Handoff>> sending,
      HttpRequest watched,
      Duration connect,
      Stopwatch stopwatch)
      throws ProviderException, InterruptedException, ExecutionException, TimeoutException {
    if (connect.toNanos() < stopwatch.left()) {
      try {
        return sending.get(connect.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (Departure.isWaiting(watched)) {
          throw new ProviderException(
              new ProviderError.TimedOut(ProviderError.Phase.CONNECT, connect), e);
        }
      }
    }
    return sending.get(stopwatch.left(), TimeUnit.NANOSECONDS);
  }

  int status() {
    return response.statusCode();
  }

  HttpHeaders headers() {
    return response.headers();
  }

  /**
   * The next bytes, or null at the end.
   *
   * @throws IOException if the connection broke
   */
  @Nullable ByteBuffer read() throws IOException, ProviderException, InterruptedException {
    while (ready.isEmpty() && !ended) {
      switch (body.poll(stopwatch.left())) {
        case null -> {
          if (response.version() == HttpClient.Version.HTTP_2) {
            silent.run();
          }
          throw stopwatch.timedOut();
        }
        case Handoff.Signal.Bytes(var buffers) -> ready.addAll(buffers);
        case Handoff.Signal.End(var failure) -> {
          ended = true;
          if (failure != null) {
            throw new IOException(failure);
          }
        }
      }
    }
    return ready.poll();
  }

  /** The whole rest of the reply, at most that many bytes. */
  byte[] readAll(int most) throws IOException, ProviderException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer next = read(); next != null; next = read()) {
      if (all.size() + next.remaining() > most) {
        throw new ProviderException(
            new ProviderError.Malformed("a reply of more than " + most + " bytes"));
      }
      byte[] bytes = new byte[next.remaining()];
      next.get(bytes);
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  /** The reply has said all: what still comes is not waited for, and the connection is kept. */
  void finish() {
    if (!ended) {
      ended = true;
      body.drain();
    }
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      body.cancel();
    }
  }

  private static ProviderException failed(Throwable cause, Network network, URI uri) {
    return new ProviderException(
        cause instanceof HttpTimeoutException
            ? new ProviderError.TimedOut(ProviderError.Phase.CONNECT, network.connect())
            : new ProviderError.Disconnected(Failure.reason(cause, network, uri)),
        cause);
  }
}
