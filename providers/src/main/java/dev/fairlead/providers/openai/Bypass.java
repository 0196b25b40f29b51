package dev.fairlead.providers.openai;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy, as {@code NO_PROXY} lists them: names with all that
 * is below them, addresses, networks such as {@code 10.0.0.0/8}, each of them with a port or
 * without, and a star for all. This machine itself always is one.
 */
record Bypass(List<Rule> rules) {
  private static final Pattern QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** One entry of the list; a port of 0 stands for any. */
  sealed interface Rule {
    /** Every host. */
    record All() implements Rule {}

    /** A name, beginning with a dot, and what is below it. */
    record Name(String suffix, int port) implements Rule {}

    /** The addresses that share that many bits with this one. */
    record Net(InetAddress address, int bits, int port) implements Rule {}
  }

  Bypass {
    rules = List.copyOf(rules);
  }

  static Bypass of(String list) {
    List<Rule> rules = new ArrayList<>();
    for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      if (!entry.isEmpty()) {
        rules.add(rule(entry));
      }
    }
    return new Bypass(rules);
  }

  boolean covers(URI uri) {
    String host = uri.getHost() == null ? "" : bare(uri.getHost().toLowerCase(Locale.ROOT));
    InetAddress address = address(host);
    int port = uri.getPort() > 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
    boolean here = address == null ? host.equals("localhost") : address.isLoopbackAddress();
    return here || rules.stream().anyMatch(rule -> covers(rule, host, address, port));
  }

  private static boolean covers(Rule rule, String host, @Nullable InetAddress address, int port) {
    return switch (rule) {
      case Rule.All() -> true;
      case Rule.Name(String suffix, int only) ->
          isPort(only, port)
              && address == null
              && (host.endsWith(suffix) || host.equals(suffix.substring(1)));
      case Rule.Net(InetAddress net, int bits, int only) ->
          isPort(only, port) && address != null && share(net, address, bits);
    };
  }

  private static boolean isPort(int only, int port) {
    return only == 0 || only == port;
  }

  private static boolean share(InetAddress net, InetAddress address, int bits) {
    byte[] one = net.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((one[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Rule rule(String entry) {
    if (entry.equals("*")) {
      return new Rule.All();
    }
    int slash = entry.indexOf('/');
    InetAddress whole = address(bare(slash < 0 ? entry : entry.substring(0, slash)));
    if (whole != null) {
      int most = whole.getAddress().length * 8;
      return new Rule.Net(whole, slash < 0 ? most : number(entry.substring(slash + 1), most), 0);
    }
    int colon = entry.lastIndexOf(':');
    int port = colon < 0 ? 0 : number(entry.substring(colon + 1), 65_535);
    String host = bare(colon < 0 ? entry : entry.substring(0, colon));
    InetAddress address = address(host);
    if (address != null) {
      return new Rule.Net(address, address.getAddress().length * 8, port);
    }
    String name = host.startsWith("*.") ? host.substring(1) : host;
    return new Rule.Name(name.startsWith(".") ? name : "." + name, port);
  }

  /** That number, or the most where it is none: an entry never covers more than it says. */
  private static int number(String text, int most) {
    return text.matches("\\d{1,5}") ? Math.min(Integer.parseInt(text), most) : most;
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The address that is written there; names are not looked up. */
  private static @Nullable InetAddress address(String host) {
    if (!QUAD.matcher(host).matches() && !host.contains(":")) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
