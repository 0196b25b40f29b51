package dev.fairlead.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One request, wholly read; header names are case-insensitive. */
public final class HttpRequest {
  private final String method;
  private final String path;
  private final String query;
  private final boolean keepAlive;
  private final Map<String, String> headers;
  private final byte[] body;

  HttpRequest(
      String method, String target, boolean keepAlive, Map<String, String> headers, byte[] body) {
    this.method = method;
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
    this.keepAlive = keepAlive;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  /** The verb, in capitals as sent. */
  public String method() {
    return method;
  }

  /** The target up to its question mark. */
  public String path() {
    return path;
  }

  /** The fields after the question mark, decoded; the last of equal names wins. */
  public Map<String, String> query() {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int sign = pair.indexOf('=');
        String name = sign < 0 ? pair : pair.substring(0, sign);
        String value = sign < 0 ? "" : pair.substring(sign + 1);
        fields.put(decoded(name), decoded(value));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The headers; equal names are joined with a comma. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The value of a header, or the empty string. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body, not copied: callers leave it as it is. */
  public byte[] body() {
    return body;
  }

  boolean keepAlive() {
    return keepAlive;
  }
}
