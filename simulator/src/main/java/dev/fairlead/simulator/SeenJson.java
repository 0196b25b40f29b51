package dev.fairlead.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request that was seen, as the control endpoint shows it. */
final class SeenJson {
  private SeenJson() {}

  static ObjectNode write(SeenRequest seen) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("id", seen.id()).put("vendor", seen.vendor().label()).put("coding", seen.coding());
    node.put("method", seen.method()).put("path", seen.path()).put("model", seen.model());
    node.put("stream", seen.stream()).put("key", seen.key());
    ObjectNode headers = node.putObject("headers");
    seen.headers().forEach(headers::put);
    node.put("arrived", seen.arrived().toString());
    put(node, "first_byte", seen.firstByte());
    put(node, "ended", seen.ended());
    node.put("ending", seen.ending().name()).put("status", seen.status());
    node.put("events", seen.events());
    seen.faults().forEach(fault -> node.withArray("faults").add(fault.toString()));
    node.put("body_length", seen.body().length()).put("body_sha256", seen.body().hash());
    seen.json().ifPresent(json -> node.set("body", json));
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value == null) {
      node.putNull(name);
    } else {
      node.put(name, value.toString());
    }
  }
}
