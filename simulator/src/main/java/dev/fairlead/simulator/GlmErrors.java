package dev.fairlead.simulator;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** GLM's errors: a code of digits in a string, word for word where they were recorded. */
final class GlmErrors {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DateTimeFormatter RESET = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private GlmErrors() {}

  static Reply of(int status, String code, String message) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("error").put("code", code).put("message", message);
    return Reply.of(status, root.toString());
  }

  static Reply invalid(String message) {
    return of(400, "1210", message);
  }

  static Reply illegalMessages() {
    return of(400, "1214", "The messages parameter is illegal. Please check the documentation.");
  }

  static Reply textOnly() {
    return invalid("messages.content.type is invalid, allowed values: ['text']");
  }

  static Reply noKey() {
    return of(
        401, "1001", "Authentication parameter not received in Header, unable to authenticate");
  }

  static Reply badKey() {
    return of(401, "1000", "Authentication Failed");
  }

  static Reply noBalance() {
    return of(429, "1113", "Insufficient balance or no resource package. Please recharge.");
  }

  static Reply noModel() {
    return of(400, "1211", "Unknown Model, please check the model code.");
  }

  static Reply tooLong() {
    return of(400, "1261", "Prompt exceeds max length");
  }

  static Reply tooMany() {
    return of(429, "1302", "Rate limit reached for requests");
  }

  static Reply overloaded() {
    return of(429, "1305", "The service may be temporarily overloaded, please try again later");
  }

  static Reply windowUsedUp(Instant reset) {
    return of(
        429,
        "1308",
        "Usage limit reached for 5 hour. Your limit will reset at "
            + RESET.format(reset.atOffset(Ids.BEIJING)));
  }

  static Reply notFound() {
    return Reply.of(404, "{\"code\":500,\"msg\":\"404 NOT_FOUND\",\"success\":false}");
  }

  /** What GLM says with a status when nothing more is known. */
  static Reply status(int status) {
    return switch (status) {
      case 400 -> invalid("Invalid API parameter, please check the documentation.");
      case 401 -> badKey();
      case 403 -> of(403, "1220", "You do not have permission to access this API");
      case 404 -> notFound();
      case 429 -> overloaded();
      case 502, 504 -> KimiErrors.html(status);
      default -> Reply.of(status, "{\"error\":{\"message\":\"Internal Server Error\"}}");
    };
  }
}
