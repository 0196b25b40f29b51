package dev.fairlead.simulator;

import java.util.ArrayDeque;
import java.util.List;

/** The last requests, in bounded memory. */
final class RequestLog {
  private static final int ENTRIES = 10_000;
  private static final long ALL_BODIES = 64L << 20;

  private final ArrayDeque<Sighting> entries = new ArrayDeque<>();
  private final ArrayDeque<Sighting> withBody = new ArrayDeque<>();
  private long held;
  private long largest = 1 << 20;
  private long lastId;

  synchronized void keepBodiesUpTo(long bytes) {
    largest = bytes;
  }

  synchronized Sighting add(Call call) {
    byte[] bytes = call.exchange().request().body();
    boolean keep = bytes.length <= largest;
    SeenBody body = keep ? SeenBody.kept(bytes) : SeenBody.dropped(bytes);
    Sighting sighting = new Sighting(++lastId, call, body);
    entries.addLast(sighting);
    if (keep) {
      withBody.addLast(sighting);
      held += bytes.length;
    }
    while (entries.size() > ENTRIES) {
      entries.removeFirst();
    }
    while (withBody.size() > ENTRIES || held > Math.max(ALL_BODIES, largest)) {
      Sighting oldest = withBody.removeFirst();
      held -= oldest.body().length();
      oldest.dropBody();
    }
    return sighting;
  }

  synchronized List<SeenRequest> all() {
    return entries.stream().map(Sighting::snapshot).toList();
  }

  synchronized void clear() {
    entries.clear();
    withBody.clear();
    held = 0;
  }
}
