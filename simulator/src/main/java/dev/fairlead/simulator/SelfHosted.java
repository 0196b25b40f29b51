package dev.fairlead.simulator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server of one's own, in the manner of vLLM: the wire of OpenAI, with words of its own. */
final class SelfHosted implements Dialect {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final World world;
  private final SelfHostedWire wire;

  SelfHosted(World world) {
    this.world = world;
    this.wire = new SelfHostedWire(world);
  }

  @Override
  public Optional<Reply> keepOut(Call call) {
    return world.keys().knows(call.surface(), call.key())
        ? Optional.empty()
        : Optional.of(SelfHostedErrors.badKey());
  }

  @Override
  public Reply exceeded(Limits.Exceeded exceeded) {
    return SelfHostedErrors.status(429);
  }

  @Override
  public Reply status(int status) {
    return SelfHostedErrors.status(status);
  }

  @Override
  public Reply noModel(String id) {
    return SelfHostedErrors.noModel(id);
  }

  @Override
  public Optional<Reply> refuse(Ask ask) {
    return SelfHostedRules.refuse(ask, world.on(Switch.SELFHOSTED_FLAT_ERRORS));
  }

  @Override
  public String effort(Ask ask) {
    return SelfHostedRules.thinks(ask) ? "high" : "";
  }

  @Override
  public Search search(Ask ask) {
    return Search.none();
  }

  @Override
  public JsonNode plain(Said said) {
    return wire.plain(said);
  }

  @Override
  public void stream(Said said, EventSink sink) throws IOException {
    wire.stream(said, sink);
  }

  @Override
  public Map<String, String> headers(boolean error) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("server", "uvicorn");
    headers.put("Content-Type", "application/json");
    return headers;
  }

  @Override
  public Map<String, String> headers(Said said) {
    return headers(false);
  }

  @Override
  public String eventType() {
    return "text/event-stream; charset=utf-8";
  }

  /** Older servers put the fields of an error beside a word that says it is one. */
  @Override
  public String errorBody(String body) {
    if (!world.on(Switch.SELFHOSTED_FLAT_ERRORS) || !body.startsWith("{\"error\":{")) {
      return body;
    }
    ObjectNode flat = JSON.createObjectNode().put("object", "error");
    JSON.readTree(body)
        .path("error")
        .properties()
        .forEach(entry -> flat.set(entry.getKey(), entry.getValue()));
    return flat.toString();
  }

  @Override
  public JsonNode models(List<ModelCard> cards) {
    ObjectNode root = JSON.createObjectNode().put("object", "list");
    ArrayNode data = root.putArray("data");
    for (ModelCard card : cards) {
      ObjectNode item = data.addObject();
      item.put("id", card.id()).put("object", "model").put("created", 1_784_160_000);
      item.put("owned_by", "vllm").put("root", card.id()).putNull("parent");
      item.put("max_model_len", card.context());
      item.putArray("permission")
          .addObject()
          .put("id", "modelperm-" + world.ids().hex16())
          .put("object", "model_permission");
    }
    return root;
  }
}
