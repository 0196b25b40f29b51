package dev.fairlead.simulator;

import dev.fairlead.simulator.ModelCard.Thinking;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Kimi's side of the wire. */
final class Kimi implements Dialect {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final List<String> LIBRARIES =
      List.of("java", "okhttp", "curl", "python", "node", "go-http", "axios", "mozilla");

  private final World world;
  private final KimiRules rules;
  private final KimiWire wire;

  Kimi(World world) {
    this.world = world;
    this.rules = new KimiRules(world);
    this.wire = new KimiWire(world);
  }

  @Override
  public Optional<Reply> keepOut(Call call) {
    if (!world.keys().knows(call.surface(), call.key())
        || world.keys().elsewhere(call.surface(), call.key())) {
      return Optional.of(KimiErrors.badKey());
    }
    if (call.surface().plan() && world.on(Switch.KIMI_CODE_AGENTS_ONLY) && !agent(call)) {
      return Optional.of(KimiErrors.agentsOnly());
    }
    if (call.surface().plan()) {
      return Optional.empty();
    }
    return world.balance() <= 0 && call.path().equals("/chat/completions")
        ? Optional.of(KimiErrors.noBalance())
        : Optional.empty();
  }

  /** Whether the caller gives a name of its own, and not that of a library. */
  private static boolean agent(Call call) {
    String name = call.exchange().request().header("User-Agent").toLowerCase(Locale.ROOT);
    return !name.isEmpty() && LIBRARIES.stream().noneMatch(name::startsWith);
  }

  @Override
  public Reply exceeded(Limits.Exceeded exceeded) {
    return switch (exceeded) {
      case Limits.Exceeded.AtOnce(int most) -> KimiErrors.limited("concurrency", most, 1);
      case Limits.Exceeded.UsedUp(int most, var left, _) ->
          KimiErrors.limited("RPM", most, Math.max(1, left.toSeconds()));
    };
  }

  @Override
  public Reply status(int status) {
    return KimiErrors.status(status);
  }

  @Override
  public Reply noModel(String id) {
    return KimiErrors.noModel(id);
  }

  @Override
  public Optional<Reply> refuse(Ask ask) {
    return rules.refuse(ask);
  }

  @Override
  public String effort(Ask ask) {
    if (!rules.thinks(ask)) {
      return "";
    }
    return ask.card().newest() ? ask.effort("max") : "high";
  }

  @Override
  public Search search(Ask ask) {
    return KimiSearch.of(ask);
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
    headers.put("Content-Type", "application/json; charset=utf-8");
    headers.put("Msh-Request-Id", world.ids().uuid());
    headers.put("X-Msh-Trace-Id", world.ids().hex16());
    headers.put("Msh-Trace-Mode", "on");
    headers.put("Server-Timing", "cfCacheStatus;desc=\"DYNAMIC\"");
    headers.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    headers.put("Vary", "Origin");
    headers.put("Server", "cloudflare");
    headers.put("CF-RAY", world.ids().hex16() + "-SIM");
    return headers;
  }

  @Override
  public Map<String, String> headers(Said said) {
    Map<String, String> headers = headers(false);
    if (said.usage().cached() > 0) {
      headers.put("Msh-Context-Cache-Token-Saved", Integer.toString(said.usage().cached()));
    }
    return headers;
  }

  @Override
  public String eventType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public String errorBody(String body) {
    return body;
  }

  @Override
  public JsonNode models(List<ModelCard> cards) {
    ObjectNode root = JSON.createObjectNode().put("object", "list");
    ArrayNode data = root.putArray("data");
    for (ModelCard card : cards) {
      ObjectNode item = data.addObject();
      item.put("id", card.id()).put("object", "model").put("created", 1_784_160_000);
      item.put("owned_by", "moonshot").put("context_length", card.context());
      item.put("supports_image_in", card.vision()).put("supports_video_in", card.vision());
      item.put("supports_reasoning", card.thinking() != Thinking.NONE);
      item.put("supports_dynamic_tools", card.newest());
      item.set("think_efforts", efforts(card));
      item.set("reasoning_efforts", efforts(card));
      item.put("supports_thinking_type", card.thinking() == Thinking.SWITCHED ? "both" : "only");
      item.putArray("permission")
          .addObject()
          .put("id", "modelperm-1")
          .put("object", "model_permission");
      item.put("root", card.id()).put("parent", "");
    }
    return root;
  }

  private static ObjectNode efforts(ModelCard card) {
    ObjectNode efforts = JSON.createObjectNode().put("support", card.newest());
    ArrayNode valid = efforts.putArray("valid_efforts");
    card.efforts().forEach(valid::add);
    return efforts.put("default_effort", card.newest() ? "max" : "");
  }
}
