package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Directive;
import dev.fairlead.simulator.http.Exchange;
import dev.fairlead.simulator.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The simulator's own endpoint: all that tests do in the process, over HTTP. */
final class Control implements Handler {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json; charset=utf-8");
  private static final String FAULTS = "/control/faults";

  private final Simulator simulator;

  Control(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    int status = 200;
    JsonNode answer;
    try {
      byte[] body = exchange.request().body();
      answer = answer(exchange, body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
    } catch (IllegalArgumentException | JacksonException wrong) {
      status = 400;
      answer = JSON.createObjectNode().put("error", String.valueOf(wrong.getMessage()));
    }
    if (answer.isMissingNode()) {
      status = 404;
      answer = JSON.createObjectNode().put("error", "no such endpoint: see GET /control");
    }
    exchange.answer(status, HEADERS, answer.toString().getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode answer(Exchange exchange, JsonNode body) {
    String method = exchange.request().method();
    String path = exchange.request().path();
    if (method.equals("DELETE") && path.startsWith(FAULTS + "/")) {
      simulator.cancel(Long.parseLong(path.substring(FAULTS.length() + 1)));
      return state();
    }
    return switch (method + " " + path) {
      case "GET /control" -> state();
      case "GET /control/requests" -> requests(exchange.request().query());
      case "DELETE /control/requests" -> {
        simulator.clearRequests();
        yield state();
      }
      case "GET /control/faults" -> faults();
      case "POST /control/faults" ->
          JSON.createObjectNode().put("id", simulator.script(ScriptJson.read(body)));
      case "DELETE /control/faults" -> {
        simulator.clearScripts();
        yield state();
      }
      case "PUT /control/switches" -> switches(body);
      case "PUT /control/limits" -> limits(body);
      case "PUT /control/keys" -> keys(body);
      case "PUT /control/doors" -> doors(body);
      case "POST /control/reset" -> {
        simulator.reset();
        yield state();
      }
      default -> JSON.missingNode();
    };
  }

  private ObjectNode state() {
    ObjectNode node = (ObjectNode) JSON.readTree(Addresses.of(simulator));
    ArrayNode on = node.putArray("switches_on");
    simulator.switches().forEach(which -> on.add(which.name()));
    node.put("requests_seen", simulator.requests().size());
    node.put("scripts", simulator.scripts().size());
    return node;
  }

  private JsonNode requests(Map<String, String> query) {
    String vendor = query.getOrDefault("vendor", "");
    String model = query.getOrDefault("model", "");
    List<SeenRequest> seen =
        simulator.requests(request ->
            (vendor.isEmpty() || request.vendor().label().equals(vendor))
                && (model.isEmpty() || request.model().equals(model)));
    int last = Integer.parseInt(query.getOrDefault("last", "100"));
    ArrayNode list = JSON.createArrayNode();
    seen.subList(Math.max(0, seen.size() - last), seen.size())
        .forEach(request -> list.add(SeenJson.write(request)));
    return list;
  }

  private JsonNode faults() {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode names = node.putArray("names");
    Presets.names().forEach(names::add);
    ObjectNode active = node.putObject("active");
    simulator
        .scripts()
        .forEach((id, script) -> active.set(Long.toString(id), ScriptJson.write(script)));
    return node;
  }

  private JsonNode switches(JsonNode body) {
    body.properties()
        .forEach(entry -> simulator.turn(which(entry.getKey()), entry.getValue().asBoolean(false)));
    return state();
  }

  private static Switch which(String name) {
    return Arrays.stream(Switch.values())
        .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown switch '%s': one of %s"
                    .formatted(name, Arrays.toString(Switch.values()))));
  }

  private JsonNode limits(JsonNode body) {
    if (body.has("balance")) {
      simulator.balance(body.path("balance").asDouble(0));
    }
    if (body.has("concurrency")) {
      simulator.limitConcurrency(vendor(body), body.path("concurrency").asInt(0));
    }
    if (body.has("requests")) {
      String window = body.path("window").asString("5s");
      Duration time =
          Directive.time(window)
              .orElseThrow(() -> new IllegalArgumentException("no time: '" + window + "'"));
      simulator.limitRequests(vendor(body), body.path("requests").asInt(0), time);
    }
    return state();
  }

  private JsonNode keys(JsonNode body) {
    if (body.has("belongs")) {
      body.path("belongs")
          .properties()
          .forEach(entry ->
              simulator.belongs(entry.getKey(), Surface.labelled(entry.getValue().asString(""))));
    } else if (body.path("allow").isArray()) {
      Set<String> keys = new LinkedHashSet<>();
      body.path("allow").forEach(key -> keys.add(key.asString("")));
      simulator.allowKeys(vendor(body), keys);
    } else {
      simulator.allowAnyKey(vendor(body));
    }
    return state();
  }

  private JsonNode doors(JsonNode body) {
    body.properties()
        .forEach(
            entry -> simulator.refuse(Vendor.of(entry.getKey()), !entry.getValue().asBoolean()));
    return state();
  }

  private static Vendor vendor(JsonNode body) {
    return Vendor.of(body.path("vendor").asString(""));
  }
}
