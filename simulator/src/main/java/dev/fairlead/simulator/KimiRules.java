package dev.fairlead.simulator;

import dev.fairlead.simulator.ModelCard.Thinking;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What Kimi refuses about the parameters of a request. */
final class KimiRules {
  private static final Pattern FUNCTION = Pattern.compile("[a-zA-Z_][a-zA-Z0-9-_]{0,255}");

  private final World world;
  private final KimiMessages messages;

  KimiRules(World world) {
    this.world = world;
    this.messages = new KimiMessages(world);
  }

  Optional<Reply> refuse(Ask ask) {
    return Stream.<Function<Ask, Optional<String>>>of(
            this::someMessage,
            this::thinking,
            this::sampling,
            this::stops,
            this::tools,
            this::choice,
            one -> messages.refuse(one, thinks(one)))
        .map(rule -> rule.apply(ask))
        .flatMap(Optional::stream)
        .findFirst()
        .map(KimiErrors::invalid)
        .or(() -> length(ask));
  }

  /** Whether the model thinks about this request. */
  boolean thinks(Ask ask) {
    return switch (ask.card().thinking()) {
      case NONE -> false;
      case ALWAYS -> true;
      case NOMINALLY, SWITCHED -> !ask.thinkingDisabled();
    };
  }

  private Optional<String> someMessage(Ask ask) {
    return ask.conversation().turns().isEmpty()
        ? Optional.of("Invalid request: messages must not be empty")
        : Optional.empty();
  }

  private Optional<String> thinking(Ask ask) {
    JsonNode thinking = ask.request().path("thinking");
    boolean effort = ask.request().hasNonNull("reasoning_effort");
    if (thinking.isBoolean()) {
      return Optional.of(
          "Invalid request: thinking: expected type object, but type bool is not acceptable");
    }
    if (ask.card().thinking() == Thinking.ALWAYS && ask.thinkingDisabled()) {
      return Optional.of("invalid thinking: only type=enabled is allowed for this model");
    }
    if (ask.card().thinking() == Thinking.NOMINALLY
        && ask.thinkingDisabled()
        && world.on(Switch.KIMI_ALWAYS_THINKS)) {
      return Optional.of("invalid thinking: only type=enabled is allowed for this model");
    }
    if (thinking.isObject() && effort && !ask.card().newest()) {
      return Optional.of("cannot specify both 'thinking' and 'reasoning_effort'");
    }
    if (effort && ask.card().newest() && !ask.card().efforts().contains(ask.effort(""))) {
      return Optional.of(
          "invalid reasoning_effort: only low, high, max are allowed for this model");
    }
    return Optional.empty();
  }

  private Optional<String> sampling(Ask ask) {
    boolean cool = ask.card().thinking() == Thinking.SWITCHED && ask.thinkingDisabled();
    return fixed(ask, "temperature", cool ? "0.6" : "1")
        .or(() -> fixed(ask, "top_p", "0.95"))
        .or(() -> fixed(ask, "n", "1"))
        .or(() -> fixed(ask, "presence_penalty", "0"))
        .or(() -> fixed(ask, "frequency_penalty", "0"));
  }

  private static Optional<String> fixed(Ask ask, String field, String value) {
    JsonNode given = ask.request().path(field);
    return given.isNumber() && given.asDouble() != Double.parseDouble(value)
        ? Optional.of("invalid %s: only %s is allowed for this model".formatted(field, value))
        : Optional.empty();
  }

  private Optional<String> stops(Ask ask) {
    JsonNode stop = ask.request().path("stop");
    if (stop.isArray() && stop.size() > 5) {
      return Optional.of(
          "stop array too long. Expected an array with maximum length 5, but got " + stop.size());
    }
    for (JsonNode one : stop.isArray() ? stop.values() : List.of(stop)) {
      if (one.asString("").getBytes(StandardCharsets.UTF_8).length > 32) {
        return Optional.of("stop string too long. Expected a string with maximum length 32");
      }
    }
    return Optional.empty();
  }

  private Optional<String> tools(Ask ask) {
    for (JsonNode tool : ask.request().path("tools")) {
      String type = tool.path("type").asString("");
      if (!type.equals("function") && !type.equals("builtin_function") && !type.equals("plugin")) {
        return Optional.of(
            "Invalid request: unknown tool type: %s, currently only function and plugin are supported"
                .formatted(type));
      }
      String name = tool.path("function").path("name").asString("");
      if (type.equals("function") && !FUNCTION.matcher(name).matches()) {
        return Optional.of(
            "Invalid request: function name is invalid, must start with a letter and can contain"
                + " letters, numbers, underscores, and dashes");
      }
    }
    return Optional.empty();
  }

  private Optional<String> choice(Ask ask) {
    JsonNode choice = ask.request().path("tool_choice");
    if (choice.isMissingNode() || !thinks(ask)) {
      return Optional.empty();
    }
    if (choice.isObject()) {
      return Optional.of("tool_choice 'specified' is incompatible with thinking enabled");
    }
    return choice.asString("").equals("required") && !ask.card().newest()
        ? Optional.of("tool_choice 'required' is incompatible with thinking enabled")
        : Optional.empty();
  }

  private Optional<Reply> length(Ask ask) {
    boolean set = ask.request().has("max_completion_tokens") || ask.request().has("max_tokens");
    long wanted = ask.promptTokens() + (set ? (long) ask.limit() : 0L);
    return wanted > ask.card().context()
        ? Optional.of(
            KimiErrors.tooLong(ask.card().context(), (int) Math.min(wanted, Integer.MAX_VALUE)))
        : Optional.empty();
  }
}
