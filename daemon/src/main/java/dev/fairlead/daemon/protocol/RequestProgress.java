package dev.fairlead.daemon.protocol;

import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Progress of one request, sent under its token: at once when there is something new, not more
 * often than every quarter of a second, and again when nothing was said for a while. The progress
 * value is the number of milliseconds since the start, so it only grows. Thread-safe.
 */
final class RequestProgress implements Progress {
  private static final long BETWEEN = Duration.ofMillis(250).toNanos();
  private static final long SILENCE = Duration.ofSeconds(5).toNanos();
  private static final long FIRST = Duration.ofMillis(500).toNanos();

  private final RunningRequest request;
  private final Outbox outbox;
  private final Ticker ticker;
  private final long started;
  private String latest = "working";
  private boolean unsent;
  private boolean said;
  private long lastSent;
  private long lastValue;

  RequestProgress(RunningRequest request, Outbox outbox, Ticker ticker) {
    this.request = request;
    this.outbox = outbox;
    this.ticker = ticker;
    this.started = ticker.nanos();
    this.lastSent = started - BETWEEN;
  }

  @Override
  public synchronized void report(String message) {
    latest = message;
    unsent = true;
    if (ticker.nanos() - lastSent >= BETWEEN) {
      send(message);
    }
  }

  /** Says again what is going on, if it was held back or nothing was said for a while. */
  synchronized void beat() {
    long now = ticker.nanos();
    if ((unsent && now - lastSent >= BETWEEN) || (!said && now - started >= FIRST)) {
      send(latest);
    } else if (now - lastSent >= SILENCE) {
      send(latest + " (" + Duration.ofNanos(now - started).toSeconds() + " s)");
    }
  }

  private void send(String message) {
    long now = ticker.nanos();
    lastSent = now;
    unsent = false;
    said = true;
    lastValue = Math.max(lastValue + 1, Duration.ofNanos(now - started).toMillis());
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("progressToken", Objects.requireNonNull(request.progressToken()));
    params.put("progress", lastValue);
    params.put("message", message);
    request.beforeReply(() -> outbox.notifyIfRoom("notifications/progress", params));
  }
}
