package dev.fairlead.simulator;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The errors of a server of one's own: a type that is a class's name, a code that is the status.
 */
final class SelfHostedErrors {
  private SelfHostedErrors() {}

  static Reply of(int status, String type, String message) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.putObject("error")
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", status);
    return Reply.of(status, root.toString());
  }

  static Reply invalid(String message) {
    return of(400, "BadRequestError", message);
  }

  static Reply badKey() {
    return Reply.of(401, "{\"error\":\"Unauthorized\"}");
  }

  static Reply noModel(String id) {
    return of(404, "NotFoundError", "The model `" + id + "` does not exist.");
  }

  /** A prompt that has no place, or leaves none for the answer wanted. */
  static Reply tooLong(int context, int prompt, int wanted, boolean older) {
    if (older) {
      return invalid(
          "This model's maximum context length is %d tokens. However, you requested %d tokens (%d in the messages, %d in the completion). Please reduce the length of the messages or completion."
              .formatted(context, prompt + wanted, prompt, wanted));
    }
    if (prompt >= context) {
      return invalid(
          "This model's maximum context length is %d tokens. However, your request has %d input tokens. Please reduce the length of the input messages."
              .formatted(context, prompt));
    }
    return invalid(
        "'max_tokens' or 'max_completion_tokens' is too large: %d. This model's maximum context length is %d tokens and your request has %d input tokens (%d > %d - %d)."
            .formatted(wanted, context, prompt, wanted, context, prompt));
  }

  /** What it says with a status when nothing more is known. */
  static Reply status(int status) {
    return switch (status) {
      case 400 -> invalid("The request is invalid.");
      case 401 -> badKey();
      case 404 -> Reply.of(404, "{\"detail\":\"Not Found\"}");
      case 429 -> of(429, "TooManyRequestsError", "Too many requests");
      case 502, 504 -> KimiErrors.html(status);
      case 503 -> of(503, "ServiceUnavailableError", "The server is overloaded");
      default -> of(status, "InternalServerError", "Internal server error");
    };
  }
}
