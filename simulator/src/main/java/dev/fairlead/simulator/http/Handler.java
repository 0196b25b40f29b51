package dev.fairlead.simulator.http;

import java.io.IOException;

/** Answers one request; called on a virtual thread of its own. */
@FunctionalInterface
public interface Handler {
  /** Answers, cuts or leaves; what it throws ends the connection. */
  void handle(Exchange exchange) throws IOException;
}
