package dev.fairlead.simulator;

import java.util.Map;
import java.util.TreeMap;

/**
 * A whole answer: what a vendor says instead of doing what was asked.
 *
 * @param status the HTTP status
 * @param headers beside the vendor's usual ones; an empty value takes a usual one away
 * @param body as it goes over the wire
 */
public record Reply(int status, Map<String, String> headers, String body) {
  /** Keeps its own map. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** A reply with the vendor's usual headers. */
  public static Reply of(int status, String body) {
    return new Reply(status, Map.of(), body);
  }

  /** The same with one more header. */
  public Reply with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
