package dev.fairlead.simulator;

import tools.jackson.databind.json.JsonMapper;

/** Where everything is, as one line of JSON. */
final class Addresses {
  private Addresses() {}

  static String of(Simulator simulator) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("kimi", simulator.kimiBase().toString())
        .put("glm", simulator.glmBase().toString())
        .put("glm_coding", simulator.codingBase().toString())
        .put("control", simulator.control().toString())
        .toString();
  }
}
