package dev.fairlead.simulator;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a server of one's own refuses; what it does not know it leaves aside. */
final class SelfHostedRules {
  private SelfHostedRules() {}

  static Optional<Reply> refuse(Ask ask, boolean older) {
    JsonNode request = ask.request();
    if (ask.conversation().turns().isEmpty()) {
      return Optional.of(SelfHostedErrors.invalid("messages: at least one message is needed"));
    }
    boolean pictures =
        ask.conversation().turns().stream().anyMatch(turn -> !turn.attachments().isEmpty());
    if (pictures && !ask.card().vision()) {
      return Optional.of(SelfHostedErrors.invalid(ask.card().id() + " is not a multimodal model"));
    }
    if (request.path("temperature").asDouble(0) < 0) {
      return Optional.of(SelfHostedErrors.invalid("temperature must be non-negative"));
    }
    boolean set = request.has("max_completion_tokens") || request.has("max_tokens");
    if (set && ask.limit() < 1) {
      return Optional.of(
          SelfHostedErrors.invalid("max_tokens must be at least 1, got " + ask.limit() + "."));
    }
    int prompt = ask.promptTokens();
    int wanted = set ? ask.limit() : 0;
    return (long) prompt + wanted > ask.card().context()
        ? Optional.of(SelfHostedErrors.tooLong(ask.card().context(), prompt, wanted, older))
        : Optional.empty();
  }

  /**
   * Whether the model thinks: unless the template is told not to, by a word that GLM's knows, and
   * Kimi's knows beside its own. The vendors' own fields mean nothing here.
   */
  static boolean thinks(Ask ask) {
    JsonNode template = ask.request().path("chat_template_kwargs");
    boolean off = template.has("enable_thinking") && !template.path("enable_thinking").asBoolean();
    boolean kimisOff =
        kimi(ask) && template.has("thinking") && !template.path("thinking").asBoolean();
    return !off && !kimisOff;
  }

  /** Whether the weights are Kimi's. */
  static boolean kimi(Ask ask) {
    return ask.card().id().startsWith("moonshotai/");
  }
}
