package dev.fairlead.simulator;

import dev.fairlead.simulator.Fault.Where;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Scripts as they are written for the control endpoint. */
final class ScriptJson {
  private ScriptJson() {}

  /** Reads a script; what is wrong with it is said by an {@link IllegalArgumentException}. */
  static Script read(JsonNode node) {
    Script script;
    if (node.has("fault")) {
      script = Script.named(node.path("fault").asString(""));
    } else if (node.path("faults").isArray() && !node.path("faults").isEmpty()) {
      List<Fault> faults = new ArrayList<>();
      node.path("faults").forEach(fault -> faults.add(fault(fault)));
      script = Script.of(faults.toArray(Fault[]::new));
    } else {
      throw new IllegalArgumentException("neither 'fault', a name, nor 'faults', a list");
    }
    if (node.has("vendor")) {
      script = script.on(Vendor.of(node.path("vendor").asString("")));
    }
    if (node.has("model")) {
      script = script.model(node.path("model").asString(""));
    }
    script = script.path(node.path("path").asString(""));
    script = script.times(node.path("times").asInt(1));
    if (node.path("always").asBoolean(false)) {
      script = script.always();
    }
    return node.has("probability")
        ? script.randomly(node.path("probability").asDouble(1), node.path("seed").asLong(0))
        : script;
  }

  private static Fault fault(JsonNode node) {
    int after = node.path("after").asInt(0);
    Duration time = Duration.ofMillis(node.path("ms").asLong(0));
    String type = node.path("type").asString("");
    return switch (type) {
      case "instead" -> new Fault.Instead(reply(node));
      case "status" -> new Fault.Status(node.path("status").asInt(500));
      case "latency" -> new Fault.Latency(time);
      case "pace" -> new Fault.Pace(time);
      case "silence" -> new Fault.Silence(after, time);
      case "cut" -> new Fault.Cut(after);
      case "cut-inside" -> new Fault.CutInside(after);
      case "end" -> new Fault.End(after);
      case "reset" -> new Fault.Reset(after);
      case "hang-up" -> new Fault.HangUp();
      case "stale" -> new Fault.Stale();
      case "garbage" -> new Fault.Garbage(after);
      case "error-line" ->
          new Fault.ErrorLine(
              after, node.path("data").asString("{}"), node.path("ends").asBoolean(true));
      case "joined" -> new Fault.Joined(node.path("events").asInt(2));
      case "split" ->
          new Fault.Split(
              Where.valueOf(node.path("where").asString("byte").toUpperCase(Locale.ROOT)));
      case "finish" ->
          new Fault.Finish(
              node.path("reason").asString("length"), node.path("empty").asBoolean(false));
      case "untyped" -> new Fault.Untyped();
      default -> throw new IllegalArgumentException("unknown type of fault '" + type + "'");
    };
  }

  private static Reply reply(JsonNode node) {
    Map<String, String> headers = new TreeMap<>();
    node.path("headers")
        .properties()
        .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString("")));
    JsonNode body = node.path("body");
    String text = body.isString() ? body.asString("") : body.toString();
    return new Reply(node.path("status").asInt(200), headers, text);
  }

  /** What is in force, for reading. */
  static ObjectNode write(Script script) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    Vendor vendor = script.vendor();
    if (vendor != null) {
      node.put("vendor", vendor.label());
    }
    if (script.model() != null) {
      node.put("model", script.model());
    }
    if (!script.path().isEmpty()) {
      node.put("path", script.path());
    }
    node.put("times", script.times()).put("probability", script.probability());
    script.faults().forEach(fault -> node.withArray("faults").add(fault.toString()));
    return node;
  }
}
