package dev.fairlead.daemon.store;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where a team's database is, as PostgreSQL's own programs write it: {@code
 * postgresql://user:password@host:port/name?sslmode=verify-full}. Without {@code sslmode} a host
 * that is not this machine has to show a certificate that holds, unlike what those programs do.
 *
 * @param name host, port and database, without user and password
 * @param url the same for the driver
 * @param properties user, password, and what the address asks for
 */
record SharedAddress(String name, String url, Properties properties) {
  private static final int PORT = 5432;
  private static final String MODE = "sslmode";
  private static final String ROOT = "sslrootcert";

  /**
   * What an address says.
   *
   * @throws StoreException if it is none; the message does not repeat it
   */
  static SharedAddress of(String address) throws StoreException {
    try {
      URI uri = new URI(address.strip());
      String scheme = String.valueOf(uri.getScheme());
      if (!(scheme.equals("postgresql") || scheme.equals("postgres")) || uri.getHost() == null) {
        throw wrong("it begins with postgresql:// and names a host");
      }
      String base = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
      String[] who = String.valueOf(uri.getRawUserInfo()).split(":", 2);
      if (uri.getRawUserInfo() == null || who[0].isEmpty()) {
        throw wrong("it names a user");
      }
      String place =
          uri.getHost()
              + ":"
              + (uri.getPort() < 0 ? PORT : uri.getPort())
              + "/"
              + (base.isEmpty() ? decoded(who[0]) : base);
      Properties properties = new Properties();
      properties.setProperty("user", decoded(who[0]));
      if (who.length > 1) {
        properties.setProperty("password", decoded(who[1]));
      }
      properties.setProperty("ApplicationName", "fairlead");
      properties.setProperty("connectTimeout", "10");
      properties.setProperty("socketTimeout", "30");
      properties.setProperty("tcpKeepAlive", "true");
      // a pooler may give each transaction another connection, which knows no statement of before
      properties.setProperty("prepareThreshold", "0");
      // the details of an error are values of rows
      properties.setProperty("logServerErrorDetail", "false");
      Map<String, String> asked = asked(uri.getRawQuery());
      encrypt(properties, asked, uri.getHost());
      asked.forEach(properties::setProperty);
      return new SharedAddress(place, "jdbc:postgresql://" + place, properties);
    } catch (URISyntaxException e) {
      throw wrong("signs in a password such as @, : and / are written as %40, %3A and %2F");
    }
  }

  /** The password may not be told, whoever prints this. */
  @Override
  public String toString() {
    return name;
  }

  private static void encrypt(Properties properties, Map<String, String> asked, String host) {
    String mode = asked.getOrDefault(MODE, isHere(host) ? "prefer" : "verify-full");
    properties.setProperty(MODE, mode);
    if (mode.startsWith("verify") && !asked.containsKey(ROOT)) {
      // the authorities that Java trusts: the driver alone would look for a file; without a mode
      // that checks, this would check all the same
      properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
  }

  private static boolean isHere(String host) {
    return host.equals("localhost")
        || (host.matches("[0-9.]+|\\[.*]")
            && InetAddress.ofLiteral(bare(host)).isLoopbackAddress());
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Map<String, String> asked(String query) {
    Map<String, String> asked = new LinkedHashMap<>();
    if (query != null) {
      for (String part : query.split("&", -1)) {
        String[] both = part.split("=", 2);
        if (both.length == 2) {
          asked.put(decoded(both[0]), decoded(both[1]));
        }
      }
    }
    return asked;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static StoreException wrong(String rule) {
    return new StoreException(
        "database.url (FAIRLEAD_DATABASE_URL) is not valid, as in"
            + " postgresql://user:password@host:5432/name: "
            + rule);
  }
}
