package dev.fairlead.providers.openai;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the proxy the way command-line programs do: by environment variables. */
final class Proxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Map<String, URI> byScheme;
  private final List<String> direct;

  private Proxies(Map<String, URI> byScheme, List<String> direct) {
    this.byScheme = Map.copyOf(byScheme);
    this.direct = List.copyOf(direct);
  }

  static Proxies of(Map<String, String> environment) {
    Map<String, URI> byScheme = new HashMap<>();
    for (String scheme : List.of("https", "http")) {
      String upper = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
      for (String name : List.of(scheme + "_proxy", upper, "all_proxy", "ALL_PROXY")) {
        String value = environment.getOrDefault(name, "").strip();
        if (!value.isEmpty()) {
          byScheme.put(scheme, address(name, value));
          break;
        }
      }
    }
    String none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return new Proxies(
        byScheme,
        Arrays.stream(none.split("[,\\s]+"))
            .filter(host -> !host.isEmpty())
            .map(host -> host.toLowerCase(Locale.ROOT))
            .toList());
  }

  @Override
  public List<Proxy> select(URI uri) {
    URI proxy = byScheme.get(uri.getScheme());
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (proxy == null || isDirect(host, uri.getPort())) {
      return DIRECT;
    }
    return List.of(
        new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy))));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // the call that needed the proxy fails with the reason
  }

  boolean needLogin() {
    return byScheme.values().stream().anyMatch(proxy -> proxy.getUserInfo() != null);
  }

  /** What to log in with at that proxy, if its address says so. */
  @Nullable PasswordAuthentication login(String host, int port) {
    for (URI proxy : byScheme.values()) {
      String user = proxy.getUserInfo();
      if (user != null && proxy.getHost().equalsIgnoreCase(host) && port(proxy) == port) {
        int colon = user.indexOf(':');
        return colon < 0
            ? new PasswordAuthentication(user, new char[0])
            : new PasswordAuthentication(
                user.substring(0, colon), user.substring(colon + 1).toCharArray());
      }
    }
    return null;
  }

  private boolean isDirect(String host, int port) {
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    for (String rule : direct) {
      String name = rule.startsWith("*.") ? rule.substring(1) : rule;
      String suffix = name.startsWith(".") ? name : "." + name;
      boolean named = host.equals(suffix.substring(1)) || host.endsWith(suffix);
      if (named || rule.equals("*") || rule.equals(host + ":" + port)) {
        return true;
      }
    }
    return false;
  }

  private static int port(URI proxy) {
    return proxy.getPort() > 0 ? proxy.getPort() : 80;
  }

  private static URI address(String name, String value) {
    try {
      URI uri = new URI(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() != null && "http".equals(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // told below; the value itself may hold a password
    }
    throw new IllegalArgumentException(
        name + " is not the address of an HTTP proxy, such as http://proxy.example:3128");
  }
}
