package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * Sends an answer that is not a stream, and breaks it where the script says.
 *
 * @param exchange the way back
 * @param effects the faults
 */
record PlainDelivery(Exchange exchange, Effects effects) {
  private static final Duration APART = Duration.ofMillis(2);

  void send(int status, Map<String, String> headers, byte[] body) throws IOException {
    byte[] sent = body;
    if (effects.has(Fault.Garbage.class)) {
      sent = "{\"id\":\"chatcmpl-6a5a".getBytes(StandardCharsets.UTF_8);
    }
    if (effects.has(Fault.ErrorLine.class)) {
      sent =
          effects
              .first(Fault.ErrorLine.class)
              .map(Fault.ErrorLine::data)
              .orElse("")
              .getBytes(StandardCharsets.UTF_8);
    }
    exchange.beginSized(status, headers, sent.length);
    for (Fault.Silence silence : effects.all(Fault.Silence.class).toList()) {
      exchange.flushHead();
      exchange.pause(silence.time());
    }
    breakOff(sent);
    if (effects.has(Fault.Split.class) && sent.length > 1) {
      int middle = sent.length / 2;
      exchange.sendSized(Arrays.copyOf(sent, middle));
      exchange.pause(APART);
      sent = Arrays.copyOfRange(sent, middle, sent.length);
    }
    exchange.finishSized(sent);
  }

  private void breakOff(byte[] body) throws IOException {
    boolean cut =
        effects.has(Fault.Cut.class)
            || effects.has(Fault.CutInside.class)
            || effects.has(Fault.End.class);
    boolean reset = effects.has(Fault.Reset.class);
    if (cut || reset) {
      exchange.sendSized(Arrays.copyOf(body, body.length / 2));
      if (reset) {
        exchange.reset();
      } else {
        exchange.cut();
      }
      throw new BrokenOffException();
    }
  }
}
