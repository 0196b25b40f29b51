package dev.fairlead.providers.openai;

import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a vendor's address from outside: no key is sent, nothing is asked of a model. */
public final class Probe {
  private final Network network;

  /** A look over that network. */
  public Probe(Network network) {
    this.network = network;
  }

  /**
   * What answered.
   *
   * @param status the HTTP status, whatever it is
   * @param date the time at the vendor's, where it says so
   */
  public record Seen(int status, @Nullable Instant date) {}

  /**
   * Gets something of that address.
   *
   * @throws ProviderException if nothing answered within that time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public Seen look(URI base, Duration within) throws ProviderException, InterruptedException {
    HttpRequest request =
        network
            .request(URI.create(base + "/models"))
            .version(HttpClient.Version.HTTP_1_1)
            .GET()
            .build();
    Stopwatch stopwatch = new Stopwatch(new Patience(within, within, within), network.ticker());
    try (Exchange exchange = Exchange.send(network, request, stopwatch)) {
      return new Seen(
          exchange.status(), exchange.headers().firstValue("date").map(Probe::time).orElse(null));
    }
  }

  /** The proxy that calls to that address go through, if any. */
  public Optional<InetSocketAddress> proxy(URI base) {
    return network
        .client()
        .proxy()
        .map(selector -> first(selector, base))
        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
        .map(proxy -> (InetSocketAddress) proxy.address());
  }

  private static Proxy first(ProxySelector selector, URI base) {
    return selector.select(base).stream().findFirst().orElse(Proxy.NO_PROXY);
  }

  /** Whether something listens there. */
  public static boolean isReachable(InetSocketAddress address, Duration within) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()),
          Math.toIntExact(within.toMillis()));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static @Nullable Instant time(String date) {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
