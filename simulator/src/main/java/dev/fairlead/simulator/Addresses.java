package dev.fairlead.simulator;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where everything is, as one line of JSON. */
final class Addresses {
  private Addresses() {}

  static String of(Simulator simulator) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    for (Surface surface : Surface.values()) {
      node.put(surface.label(), simulator.base(surface).toString());
    }
    return node.put("control", simulator.control().toString()).toString();
  }
}
