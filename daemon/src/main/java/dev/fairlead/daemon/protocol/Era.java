package dev.fairlead.daemon.protocol;

import java.util.Optional;

/** A way of speaking MCP; more than one may be spoken on the same pipe, request by request. */
interface Era {
  /** Why that request cannot be served now; empty if it can. */
  Optional<Frame.Bad> refusal(Frame.Request request);

  /** Whether it must be done before the next message is looked at. */
  boolean inOrder(Frame.Request request);

  /** Does it; the reply goes to the request of its id that is in flight. */
  void request(Frame.Request request);

  /** Takes note. */
  void notification(Frame.Notification notification);

  /** Hands an answer to whoever waits for it. */
  void response(Frame.Response response);
}
