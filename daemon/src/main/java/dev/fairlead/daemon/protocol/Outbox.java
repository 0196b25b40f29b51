package dev.fairlead.daemon.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the daemon says to the client, as lines of JSON. Safe for use by many threads. */
final class Outbox {
  private final FrameJson json;
  private final FrameWriter writer;

  Outbox(FrameJson json, FrameWriter writer) {
    this.json = json;
    this.writer = writer;
  }

  /** Where what belongs to no batch goes. */
  Sink line() {
    return writer;
  }

  /** Sends a message of ours that answers nothing. */
  void send(Object message) {
    send(message, null, writer);
  }

  /** Sends a message that is ready; what is too large is replaced by an error under its id. */
  void send(Object message, @Nullable Object id, Sink to) {
    byte[] bytes = json.bytes(PlainMessages.of(message));
    if (bytes.length > FrameWriter.LARGEST_FRAME) {
      error(
          id,
          Frame.INTERNAL_ERROR,
          "the reply has "
              + bytes.length
              + " bytes, more than a client reads; ask for less at once",
          to);
      return;
    }
    to.write(bytes);
  }

  /** Sends an error; without an id if none could be read. */
  void error(@Nullable Object id, int code, String message, Sink to) {
    error(new Frame.Bad(id, code, message), to);
  }

  /** Sends an error, with its data if it has some. */
  void error(Frame.Bad bad, Sink to) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", bad.code());
    error.put("message", bad.message());
    if (bad.data() != null) {
      error.put("data", bad.data());
    }
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("jsonrpc", "2.0");
    if (bad.id() != null) {
      reply.put("id", bad.id());
    }
    reply.put("error", error);
    to.write(json.bytes(reply));
  }

  /** Sends a notification. */
  void notify(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    message.put("params", params);
    writer.write(json.bytes(message));
  }

  /** Sends a notification that may be left out, unless the client is slow to read. */
  void notifyIfRoom(String method, Map<String, Object> params) {
    if (!writer.crowded()) {
      notify(method, params);
    }
  }
}
