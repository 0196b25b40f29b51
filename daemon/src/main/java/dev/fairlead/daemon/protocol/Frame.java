package dev.fairlead.daemon.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line from the client, understood as far as JSON-RPC goes. */
sealed interface Frame {
  /** Wants a reply under its id, a string or a whole number. */
  record Request(Object id, String method, @Nullable Object params) implements Frame {}

  /** Wants none. */
  record Notification(String method, @Nullable Object params) implements Frame {}

  /** Answers a request of ours. */
  record Response(Object id, @Nullable Object result, @Nullable Object error) implements Frame {}

  /** Several of these in one array, as revision 2025-03-26 has them. */
  record Several(List<Frame> frames) implements Frame {
    public Several {
      frames = List.copyOf(frames);
    }
  }

  /** Is none of these; {@code id} is null where none could be read. */
  record Bad(@Nullable Object id, int code, String message, @Nullable Object data)
      implements Frame {
    Bad(@Nullable Object id, int code, String message) {
      this(id, code, message, null);
    }
  }

  /** JSON-RPC's own error codes. */
  int PARSE_ERROR = -32700;

  /** MCP's own, up to revision 2025-11-25, for the address of nothing. */
  int RESOURCE_NOT_FOUND = -32002;

  /** MCP's own, from revision 2026-07-28 on, for what its client cannot do. */
  int MISSING_CAPABILITY = -32021;

  /** MCP's own, from revision 2026-07-28 on, for a revision that is not spoken. */
  int UNSUPPORTED_VERSION = -32022;

  int INVALID_REQUEST = -32600;
  int METHOD_NOT_FOUND = -32601;
  int INVALID_PARAMS = -32602;
  int INTERNAL_ERROR = -32603;
}
