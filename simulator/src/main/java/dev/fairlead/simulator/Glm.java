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

/** GLM's side of the wire. */
final class Glm implements Dialect {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final World world;
  private final GlmRules rules;
  private final GlmWire wire;

  Glm(World world) {
    this.world = world;
    this.rules = new GlmRules(world);
    this.wire = new GlmWire(world);
  }

  @Override
  public Optional<Reply> keepOut(Call call) {
    if (call.key().isEmpty()) {
      return Optional.of(GlmErrors.noKey());
    }
    if (!world.keys().knows(call.surface(), call.key())) {
      return Optional.of(GlmErrors.badKey());
    }
    return world.keys().elsewhere(call.surface(), call.key())
        ? Optional.of(GlmErrors.noBalance())
        : Optional.empty();
  }

  @Override
  public Reply exceeded(Limits.Exceeded exceeded) {
    return switch (exceeded) {
      case Limits.Exceeded.AtOnce _ -> GlmErrors.tooMany();
      case Limits.Exceeded.UsedUp(_, _, var until) -> GlmErrors.windowUsedUp(until);
    };
  }

  @Override
  public Reply status(int status) {
    return GlmErrors.status(status);
  }

  @Override
  public Reply noModel(String id) {
    return GlmErrors.noModel();
  }

  @Override
  public Optional<Reply> refuse(Ask ask) {
    return rules.refuse(ask);
  }

  @Override
  public String effort(Ask ask) {
    boolean thinks =
        switch (ask.card().thinking()) {
          case NONE -> false;
          case ALWAYS -> true;
          case NOMINALLY, SWITCHED -> !ask.thinkingDisabled();
        };
    if (!thinks) {
      return "";
    }
    if (!ask.card().newest()) {
      return "high";
    }
    return switch (ask.effort("max")) {
      case "none", "minimal" -> "";
      // recorded: glm-5.3 gives no reasoning at low effort
      case "low" -> ask.card().efforts().size() == 3 ? "" : "low";
      case "medium", "high" -> "high";
      default -> "max";
    };
  }

  @Override
  public Search search(Ask ask) {
    return GlmSearch.of(ask);
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
    if (!error || world.on(Switch.GLM_TYPED_ERRORS)) {
      headers.put("Content-Type", "application/json; charset=UTF-8");
    }
    headers.put("x-request-id", world.ids().uuid());
    headers.put("ga-traceid", world.ids().hex16());
    headers.put("vary", "Origin");
    headers.put("server", "ZenZGA/2.4");
    return headers;
  }

  @Override
  public Map<String, String> headers(Said said) {
    Map<String, String> headers = headers(false);
    headers.put("X-LOG-ID", Ids.glm(said));
    return headers;
  }

  @Override
  public String eventType() {
    return "text/event-stream;charset=UTF-8";
  }

  @Override
  public String errorBody(String body) {
    if (!world.on(Switch.GLM_FLAT_ERRORS) || !body.startsWith("{\"error\":{")) {
      return body;
    }
    return JSON.readTree(body).path("error").toString();
  }

  @Override
  public JsonNode models(List<ModelCard> cards) {
    ObjectNode root = JSON.createObjectNode().put("object", "list");
    ArrayNode data = root.putArray("data");
    for (ModelCard card : cards) {
      data.addObject()
          .put("id", card.id())
          .put("object", "model")
          .put("created", 1_755_446_400)
          .put("owned_by", "z-ai");
    }
    return root;
  }
}
