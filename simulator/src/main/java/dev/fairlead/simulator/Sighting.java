package dev.fairlead.simulator;

import dev.fairlead.simulator.http.HttpRequest;
import dev.fairlead.simulator.http.Timeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The log's own entry for a request, growing while it is answered. */
final class Sighting {
  private final long id;
  private final Surface surface;
  private final HttpRequestLine line;
  private final Timeline timeline;
  private final String key;
  private final String model;
  private final boolean stream;
  private volatile SeenBody body;
  private volatile int events;
  private volatile List<Fault> faults = List.of();

  /** What is left of the request when its body is gone. */
  private record HttpRequestLine(String method, String path, Map<String, String> headers) {}

  Sighting(long id, Call call, SeenBody body) {
    HttpRequest request = call.exchange().request();
    this.id = id;
    this.surface = call.surface();
    this.line = new HttpRequestLine(request.method(), request.path(), clean(request));
    this.timeline = call.exchange().timeline();
    this.key = redacted(call.key());
    this.model = call.model();
    this.stream = call.json().path("stream").asBoolean(false);
    this.body = body;
  }

  void struckBy(List<Fault> by) {
    faults = List.copyOf(by);
  }

  void sent(int count) {
    events = count;
  }

  SeenBody body() {
    return body;
  }

  void dropBody() {
    body = body.drop();
  }

  SeenRequest snapshot() {
    // the state first: what is read after it is at least as new
    Ending ending = Ending.valueOf(timeline.state().name());
    return new SeenRequest(
        id,
        surface.vendor(),
        surface.plan(),
        line.method(),
        line.path(),
        model,
        stream,
        key,
        line.headers(),
        body,
        timeline.arrived(),
        timeline.firstByte().orElse(null),
        ending == Ending.OPEN ? null : timeline.ended().orElse(null),
        ending,
        timeline.status(),
        events,
        faults);
  }

  private static Map<String, String> clean(HttpRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.computeIfPresent("Authorization", (_, _) -> "***");
    return headers;
  }

  private static String redacted(String key) {
    return key.isEmpty() ? "" : "***" + key.substring(Math.max(0, key.length() - 4));
  }
}
