package dev.fairlead.providers.openai;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the proxy the way command-line programs do: by environment variables. */
final class Proxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Map<String, Hop> byScheme;
  private final Bypass bypass;

  private Proxies(Map<String, Hop> byScheme, Bypass bypass) {
    this.byScheme = Map.copyOf(byScheme);
    this.bypass = bypass;
  }

  /**
   * A proxy on the way to a vendor.
   *
   * @param variable which names it
   * @param login the value of its header, if its address holds a user
   */
  record Hop(String variable, String host, int port, @Nullable String login) {
    /** Its name for people; never with its login. */
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * Those that the environment names.
   *
   * @throws IllegalArgumentException if a variable holds something else
   */
  static Proxies of(Map<String, String> environment) {
    Map<String, Hop> byScheme = new HashMap<>();
    for (String scheme : List.of("https", "http")) {
      String upper = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
      for (String name : List.of(scheme + "_proxy", upper, "all_proxy", "ALL_PROXY")) {
        String value = environment.getOrDefault(name, "").strip();
        if (!value.isEmpty()) {
          byScheme.put(scheme, hop(name, value));
          break;
        }
      }
    }
    String none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return new Proxies(byScheme, Bypass.of(none));
  }

  @Override
  public List<Proxy> select(URI uri) {
    return on(uri)
        .map(hop ->
            List.of(
                new Proxy(
                    Proxy.Type.HTTP, InetSocketAddress.createUnresolved(hop.host(), hop.port()))))
        .orElse(DIRECT);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // the call that needed the proxy fails with the reason
  }

  /** The proxy on the way to that address, if there is one. */
  Optional<Hop> on(URI uri) {
    Hop hop = byScheme.get(uri.getScheme());
    return hop == null || bypass.covers(uri) ? Optional.empty() : Optional.of(hop);
  }

  private static Hop hop(String name, String value) {
    try {
      URI uri = new URI(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        int port = uri.getPort() > 0 ? uri.getPort() : 80;
        return new Hop(name, uri.getHost(), port, login(uri.getUserInfo()));
      }
    } catch (URISyntaxException _) {
      // told below; the value itself may hold a password
    }
    throw new IllegalArgumentException(
        name + " is not the address of an HTTP proxy, such as http://proxy.example:3128");
  }

  private static @Nullable String login(@Nullable String user) {
    if (user == null) {
      return null;
    }
    String both = user.contains(":") ? user : user + ":";
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}
