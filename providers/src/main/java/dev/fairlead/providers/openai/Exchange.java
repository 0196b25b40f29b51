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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply, read by the thread that sent it. Closing it before the reply has ended
 * closes the connection, at once.
 */
final class Exchange implements AutoCloseable {
  private static final int PROXY_LOGIN = 407;

  private final Network network;
  private final HttpRequest request;
  private final Handoff body = new Handoff();
  private final Patrol patrol;
  private final HttpClient client;
  private final CompletableFuture<HttpResponse<Handoff>> sending;
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  private Handoff.Signal.@Nullable Head head;
  private boolean ended;

  private Exchange(Network network, HttpRequest request, Stopwatch stopwatch) {
    this.network = network;
    this.request = Departure.watch(request, network.ticker());
    this.patrol = new Patrol(stopwatch, network.alarms(), body::alarm);
    this.client = network.client();
    this.sending = client.sendAsync(this.request, body::head);
    var _ = sending.whenComplete(body::answered);
  }

  /**
   * Sends the request and waits for the head of the reply; nothing is sent for who is cancelled.
   */
  static Exchange send(Network network, HttpRequest request, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    stopwatch.sent();
    if (Thread.interrupted()) {
      throw new InterruptedException("cancelled before the request was sent");
    }
    Exchange exchange = new Exchange(network, request, stopwatch);
    boolean answered = false;
    try {
      exchange.awaitHead();
      answered = true;
      return exchange;
    } finally {
      stopwatch.left(Departure.of(exchange.request));
      if (!answered) {
        exchange.close();
      }
    }
  }

  int status() {
    return known().status();
  }

  HttpHeaders headers() {
    return known().headers();
  }

  /**
   * The next bytes, or null at the end.
   *
   * @throws IOException if the connection broke
   */
  @Nullable ByteBuffer read() throws IOException, ProviderException, InterruptedException {
    while (ready.isEmpty() && !ended) {
      switch (await()) {
        case Handoff.Signal.Bytes(var buffers) -> ready.addAll(buffers);
        case Handoff.Signal.End(var failure) -> {
          end();
          if (failure != null) {
            throw new IOException(failure);
          }
        }
        case Handoff.Signal.Head _, Handoff.Signal.Alarm _ -> {} // of no news
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
      end();
      network.drains().watch(body);
    }
  }

  @Override
  public void close() {
    if (!ended) {
      end();
      sending.cancel(true);
      body.cancel();
    }
  }

  private void end() {
    ended = true;
    patrol.end();
  }

  private Handoff.Signal.Head known() {
    if (head == null) {
      throw new IllegalStateException("the head has not come");
    }
    return head;
  }

  private void awaitHead() throws ProviderException, InterruptedException {
    patrol.connecting(network.connect());
    while (head == null) {
      switch (await()) {
        case Handoff.Signal.Head came -> head = came;
        case Handoff.Signal.End(var failure) -> throw failed(failure);
        case Handoff.Signal.Alarm _ -> {
          if (patrol.isConnectingTooLong()) {
            if (Departure.isWaiting(request)) {
              throw new ProviderException(
                  new ProviderError.TimedOut(ProviderError.Phase.CONNECT, network.connect()));
            }
            patrol.connected();
          }
        }
        case Handoff.Signal.Bytes _ -> throw new IllegalStateException("bytes before the head");
      }
    }
    patrol.connected();
    Optional<Proxies.Hop> proxy = network.proxy(request.uri());
    if (status() == PROXY_LOGIN && proxy.isPresent()) {
      throw new ProviderException(
          new ProviderError.Disconnected(Failure.loginWanted(proxy.get(), request.uri())));
    }
  }

  /** The next signal; only waiting is limited, so that a reader may take its time. */
  private Handoff.Signal await() throws ProviderException, InterruptedException {
    Handoff.Signal signal = body.poll();
    try {
      if (signal == null) {
        patrol.set();
        signal = body.take();
      }
      patrol.check();
      return signal;
    } catch (ProviderException e) {
      if (isShared()) {
        network.renew(client);
      }
      throw e;
    }
  }

  /** Whether other calls go over the same connection, or may. */
  private boolean isShared() {
    return head == null
        ? "https".equals(request.uri().getScheme())
        : head.version() == HttpClient.Version.HTTP_2;
  }

  private ProviderException failed(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure == null ? new IOException("the connection was closed") : failure;
    URI uri = request.uri();
    return new ProviderException(
        cause instanceof HttpTimeoutException
            ? new ProviderError.TimedOut(ProviderError.Phase.CONNECT, network.connect())
            : new ProviderError.Disconnected(Failure.reason(cause, network, uri)),
        cause);
  }
}
