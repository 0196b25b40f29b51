package dev.fairlead.daemon.protocol;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the client was asked in the course of requests, and has not answered yet. A question whose
 * request has ended is taken back. Thread-safe.
 */
final class Questions {
  private final Map<Object, RunningRequest> open = new ConcurrentHashMap<>();
  private final Outbox outbox;
  private final Room room;

  Questions(Outbox outbox, Room room) {
    this.outbox = outbox;
    this.room = room;
  }

  /** A question of that id is on its way; its request, if there is one, is the current thread's. */
  void asked(Object id) {
    if (RunningRequest.CURRENT.isBound()) {
      open.put(id, RunningRequest.CURRENT.get());
      room.asks();
    }
  }

  /** The client has answered; whether anybody still waits for that. */
  boolean answered(Object id) {
    boolean waited = open.remove(id) != null;
    if (waited) {
      room.answered();
    }
    return waited;
  }

  /** That request waits for no answer any more. */
  void abandonedBy(RunningRequest request) {
    if (open.isEmpty()) {
      return;
    }
    open.forEach((id, asker) -> {
      if (Objects.equals(asker, request) && open.remove(id, asker)) {
        room.answered();
        outbox.notify(
            "notifications/cancelled",
            Map.of("requestId", id, "reason", "the call that asked has ended"));
      }
    });
  }
}
