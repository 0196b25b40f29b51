package dev.fairlead.daemon.protocol;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long a result of the modern era stays true, as far as one can tell, and whether it is the
 * same for everybody.
 *
 * @param time how long a client may keep it
 * @param everybodys whether others may be given it too
 */
record Freshness(Duration time, boolean everybodys) {
  /** What does not change while the daemon runs. */
  private static final Freshness FIXED = new Freshness(Duration.ofHours(1), true);

  /** What follows the user's settings, which are edited now and then; a change is told as well. */
  private static final Freshness BY_SETTINGS = new Freshness(Duration.ofMinutes(1), false);

  /** What was kept once and is never changed, but is the user's own. */
  private static final Freshness KEPT = new Freshness(Duration.ofHours(1), false);

  /** What the next call may change. */
  private static final Freshness MOVING = new Freshness(Duration.ZERO, false);

  /** That of the result of such a request; empty where the protocol has none. */
  static Optional<Freshness> of(Frame.Request request) {
    return switch (request.method()) {
      case "server/discover", "resources/templates/list" -> Optional.of(FIXED);
      case "tools/list", "prompts/list" -> Optional.of(BY_SETTINGS);
      case "resources/list" -> Optional.of(MOVING);
      case "resources/read" -> Optional.of(read(uri(request)));
      default -> Optional.empty();
    };
  }

  private static Freshness read(String uri) {
    if (uri.equals(Resources.VERSION)) {
      return FIXED;
    }
    return uri.startsWith(Resources.RESULTS) ? KEPT : MOVING;
  }

  private static String uri(Frame.Request request) {
    return request.params() instanceof Map<?, ?> params ? String.valueOf(params.get("uri")) : "";
  }

  /** Writes it into a result. */
  void into(Map<String, Object> result) {
    result.put("ttlMs", time.toMillis());
    result.put("cacheScope", everybodys ? "public" : "private");
  }
}
