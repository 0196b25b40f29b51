package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Conversation;
import dev.fairlead.simulator.answer.Turn;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A chat request of a model that exists.
 *
 * @param call what came in
 * @param card the model's
 * @param conversation what was said
 */
record Ask(Call call, ModelCard card, Conversation conversation) {

  static Optional<Ask> of(Call call) {
    return Models.find(call.surface(), call.model())
        .map(card -> new Ask(call, card, Conversation.of(call.json())));
  }

  JsonNode request() {
    return call.json();
  }

  /** The tokens of the messages and of the tools. */
  int promptTokens() {
    int tokens = toolTokens() + 3;
    for (Turn turn : conversation.turns()) {
      tokens += turn.tokens();
    }
    return tokens;
  }

  int toolTokens() {
    JsonNode tools = request().path("tools");
    return tools.isEmpty() ? 0 : tools.toString().length() / 4 + 1;
  }

  /** The limit that the caller set, under a name that the vendor heeds, or the model's own. */
  int limit() {
    int either = request().path("max_tokens").asInt(card.output());
    // GLM takes the newer name without a word, and without heeding it
    return Math.max(
        0,
        call.vendor() == Vendor.GLM
            ? either
            : request().path("max_completion_tokens").asInt(either));
  }

  boolean streamed() {
    return request().path("stream").asBoolean(false);
  }

  boolean thinkingDisabled() {
    return request().path("thinking").path("type").asString("").equals("disabled");
  }

  String effort(String otherwise) {
    return request().path("reasoning_effort").asString(otherwise).toLowerCase(Locale.ROOT);
  }
}
