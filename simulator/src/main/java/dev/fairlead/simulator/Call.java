package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Exchange;
import dev.fairlead.simulator.http.HttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to a vendor, read as far as both have it in common.
 *
 * @param exchange the way back
 * @param surface the base that it came by
 * @param path behind that base
 * @param key the bearer, empty for none
 * @param json the body, missing where it is not JSON
 */
record Call(Exchange exchange, Surface surface, String path, String key, JsonNode json) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Call of(Exchange exchange, Surface surface) {
    HttpRequest request = exchange.request();
    String bearer = request.header("Authorization");
    boolean right = bearer.regionMatches(true, 0, "Bearer ", 0, 7);
    return new Call(
        exchange,
        surface,
        surface.behind(request.path()),
        right ? bearer.substring(7).trim() : "",
        json(request));
  }

  private static JsonNode json(HttpRequest request) {
    byte[] body = request.body();
    if (body.length == 0 || (body[0] != '{' && !request.header("Content-Type").contains("json"))) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return JSON.missingNode();
    }
  }

  Vendor vendor() {
    return surface.vendor();
  }

  String method() {
    return exchange.request().method();
  }

  String model() {
    return json.path("model").asString("");
  }
}
