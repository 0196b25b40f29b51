package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A call that is being answered: who speaks, and what shall go wrong.
 *
 * @param call what came in
 * @param dialect the vendor's
 * @param effects the faults
 * @param sighting its entry in the log
 */
record Visit(Call call, Dialect dialect, Effects effects, Sighting sighting) {

  Exchange exchange() {
    return call.exchange();
  }

  /** Sends a reply as it is, but for what the faults do to it. */
  void send(Reply reply) throws IOException {
    boolean error = reply.status() >= 400;
    Map<String, String> headers = new LinkedHashMap<>(dialect.headers(error));
    reply
        .headers()
        .forEach((name, value) -> {
          headers.keySet().removeIf(name::equalsIgnoreCase);
          if (!value.isEmpty()) {
            headers.put(name, value);
          }
        });
    String body = error ? dialect.errorBody(reply.body()) : reply.body();
    send(reply.status(), headers, body);
  }

  /** Sends a document with the vendor's usual headers. */
  void send(JsonNode document) throws IOException {
    send(Reply.of(200, document.toString()));
  }

  /** Sends what is no text. */
  void sendBytes(String type, byte[] bytes) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(dialect.headers(false));
    headers.put("Content-Type", type);
    new PlainDelivery(exchange(), effects).send(200, headers, bytes);
  }

  void send(int status, Map<String, String> headers, String body) throws IOException {
    if (effects.has(Fault.Untyped.class)) {
      headers.remove("Content-Type");
    }
    new PlainDelivery(exchange(), effects)
        .send(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
