package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Exchange;
import dev.fairlead.simulator.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The simulator's own endpoint. */
final class Control implements Handler {
  private final Simulator simulator;

  Control(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.answer(
        200,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        Addresses.of(simulator).getBytes(StandardCharsets.UTF_8));
  }
}
