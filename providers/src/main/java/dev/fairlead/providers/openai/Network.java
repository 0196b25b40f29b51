package dev.fairlead.providers.openai;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way out: one HTTP client with its connections, and the time that waits are measured with.
 * Built early, it opens nothing until the first call. Safe for use by many threads.
 */
public final class Network implements AutoCloseable {
  private final Proxies proxies;
  private final Duration connect;
  private final String userAgent;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private @Nullable HttpClient client;

  /**
   * A way out.
   *
   * @param version the program's, told to vendors as {@code fairlead/<version>}
   * @param environment read for {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and
   *     {@code NO_PROXY}
   * @param connect how long making a connection may take
   * @param clock for reset times that vendors give as a date
   * @param ticker nanoseconds that only ever grow, such as {@code System::nanoTime}
   * @throws IllegalArgumentException if a proxy variable holds no address
   */
  public Network(
      String version,
      Map<String, String> environment,
      Duration connect,
      InstantSource clock,
      LongSupplier ticker) {
    this.proxies = Proxies.of(environment);
    this.connect = connect;
    this.userAgent = "fairlead/" + version;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** Drops all connections; calls under way fail. */
  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }

  synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .connectTimeout(connect)
              .followRedirects(HttpClient.Redirect.NEVER)
              .proxy(proxies)
              .executor(Executors.newVirtualThreadPerTaskExecutor());
      if (proxies.needLogin()) {
        builder.authenticator(new ProxyLogin(proxies));
      }
      client = builder.build();
    }
    return client;
  }

  Duration connect() {
    return connect;
  }

  String userAgent() {
    return userAgent;
  }

  InstantSource clock() {
    return clock;
  }

  LongSupplier ticker() {
    return ticker;
  }

  /** Answers proxies, and nobody else. */
  private static final class ProxyLogin extends Authenticator {
    private final Proxies proxies;

    private ProxyLogin(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY
          ? proxies.login(getRequestingHost(), getRequestingPort())
          : null;
    }
  }
}
