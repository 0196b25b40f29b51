package dev.fairlead.simulator;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Where the events of a stream go. */
@FunctionalInterface
interface EventSink {
  void event(JsonNode event) throws IOException;
}
