package dev.fairlead.simulator;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kimi's errors, word for word where they were recorded. */
final class KimiErrors {
  private static final JsonMapper JSON = JsonMapper.shared();
  static final String GATEWAY =
      """
      <html>
      <head><title>504 Gateway Time-out</title></head>
      <body>
      <center><h1>504 Gateway Time-out</h1></center>
      <hr><center>nginx</center>
      </body>
      </html>
      """;

  private KimiErrors() {}

  static Reply of(int status, String type, String message) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("error").put("message", message).put("type", type);
    return Reply.of(status, root.toString());
  }

  static Reply invalid(String message) {
    return of(400, "invalid_request_error", message);
  }

  static Reply badKey() {
    return of(401, "incorrect_api_key_error", "Incorrect API key provided");
  }

  static Reply noModel(String id) {
    return of(
        404, "resource_not_found_error", "Not found the model " + id + " or Permission denied");
  }

  static Reply overloaded() {
    return of(
        429,
        "engine_overloaded_error",
        "The engine is currently overloaded, please try again later");
  }

  /** A limit of the organisation, with the three headers that say when to come back. */
  static Reply limited(String what, int most, long seconds) {
    String after = Long.toString(seconds);
    return of(
            429,
            "rate_limit_reached_error",
            "Your account org-x<ak-y> request reached organization max %s: %d, please try again after %s seconds"
                .formatted(what, most, after))
        .with("Retry-After", after)
        .with("X-Retry-After", after)
        .with("Msh-Cooldown-Seconds", after);
  }

  static Reply noBalance() {
    return of(
        429,
        "exceeded_current_quota_error",
        "Your account org-x <ak-y> is suspended due to insufficient balance, please recharge your"
            + " account or check your plan and billing details");
  }

  static Reply agentsOnly() {
    return of(403, "permission_denied_error", "Kimi Code is only available for Coding Agents");
  }

  static Reply tooLong(int limit, int requested) {
    return invalid(
        "Invalid request: Your request exceeded model token limit: %d (requested: %d)"
            .formatted(limit, requested));
  }

  static Reply html(int status) {
    return new Reply(
        status, Map.of("Content-Type", "text/html"), GATEWAY.replace("504", "" + status));
  }

  /** What Kimi says with a status when nothing more is known. */
  static Reply status(int status) {
    return switch (status) {
      case 400 -> invalid("Invalid request: the request body is invalid");
      case 401 -> badKey();
      case 403 -> of(403, "permission_denied_error", "The API you are accessing is not open");
      case 404 -> of(404, "resource_not_found_error", "The requested resource was not found");
      case 429 -> overloaded();
      case 499 -> of(499, "client_closed_request", "client closed request");
      case 503 -> of(503, "server_unavailable", "The server is currently unavailable");
      case 502, 504 -> html(status);
      default -> of(status, "server_error", "The server had an error processing your request");
    };
  }
}
