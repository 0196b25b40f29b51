package dev.fairlead.providers.openai;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way out: one HTTP client with its connections, and the time that waits are measured with.
 * Built early, it opens nothing until the first call. Safe for use by many threads.
 */
public final class Network implements AutoCloseable {
  static {
    // How much of an answer may wait unread, for each stream of HTTP/2: the JDK's own 16 MiB is
    // more
    // than a stalled reader should cost.
    unlessSet("jdk.httpclient.windowsize", Integer.toString(1 << 20));
    // The JDK keeps a login from proxies that only connect; whoever writes one into HTTPS_PROXY
    // wants
    // it sent, as every other program does.
    unlessSet("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private final Proxies proxies;
  private final Trust trust;
  private final Duration connect;
  private final String userAgent;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final ScheduledExecutorService alarms = clockwork();
  private final Drains drains;
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
    this.trust = Trust.STANDARD;
    this.connect = connect;
    this.userAgent = "fairlead/" + version;
    this.clock = clock;
    this.ticker = ticker;
    this.drains = new Drains(alarms, ticker);
  }

  private Network(Network other, Trust trust) {
    this.proxies = other.proxies;
    this.trust = trust;
    this.connect = other.connect;
    this.userAgent = other.userAgent;
    this.clock = other.clock;
    this.ticker = other.ticker;
    this.drains = new Drains(alarms, ticker);
  }

  /** The same way out, to servers that these authorities vouch for. */
  public Network trusting(Trust authorities) {
    return new Network(this, authorities);
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
              .executor(new ClientSteps());
      trust.context().ifPresent(builder::sslContext);
      client = builder.build();
    }
    return client;
  }

  /**
   * A connection has fallen silent: the calls on it go on, but the next call makes another, since
   * one that is dead, as after a laptop's sleep, would swallow that too. What is left of the old
   * client ends when its last call has.
   */
  synchronized void renew(HttpClient silent) {
    if (silent.equals(client)) {
      client = null;
    }
  }

  /** A request to that address with what every vendor, and a proxy on the way, is told. */
  HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(
                "https".equals(uri.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .header("User-Agent", userAgent);
    proxy(uri)
        .map(Proxies.Hop::login)
        .ifPresent(login -> request.header("Proxy-Authorization", login));
    return request;
  }

  /** What wakes readers that have waited long enough. */
  ScheduledExecutorService alarms() {
    return alarms;
  }

  /** What sees to it that replies which said all come to an end. */
  Drains drains() {
    return drains;
  }

  Optional<Proxies.Hop> proxy(URI uri) {
    return proxies.on(uri);
  }

  Trust trust() {
    return trust;
  }

  Duration connect() {
    return connect;
  }

  InstantSource clock() {
    return clock;
  }

  LongSupplier ticker() {
    return ticker;
  }

  /** One thread, which is there only while somebody waits. */
  private static ScheduledExecutorService clockwork() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("network-alarms").daemon().factory());
    alarms.setKeepAliveTime(10, TimeUnit.SECONDS);
    alarms.allowCoreThreadTimeOut(true);
    return alarms;
  }

  private static void unlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
