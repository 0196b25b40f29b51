package dev.fairlead.daemon.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a client answers when it makes a request again, as it was asked to. */
final class Rounds {
  private static final Set<String> METHODS = Set.of("tools/call", "prompts/get", "resources/read");
  private static final String ANSWERS = "inputResponses";
  private static final String STATE = "requestState";

  private final RequestState state;

  Rounds(RequestState state) {
    this.state = state;
  }

  /** What is wrong with a request's answers, or null. */
  @Nullable String problem(Frame.Request request) {
    Map<?, ?> params = params(request);
    Object given = params.get(ANSWERS);
    if (given != null
        && !(given instanceof Map<?, ?> map
            && map.values().stream().allMatch(Map.class::isInstance))) {
      return "the field inputResponses must be an object of objects, one for each question";
    }
    Object sealed = params.get(STATE);
    if (sealed == null) {
      return null;
    }
    return sealed instanceof String text && state.open(request, text).isPresent()
        ? null
        : "the field requestState is not from here, not of this request, or too old;"
            + " make the request again without it";
  }

  /** All that a client has answered in the course of that request. */
  Map<String, Object> answers(Frame.Request request) {
    Map<?, ?> params = params(request);
    Map<String, Object> answers = new LinkedHashMap<>();
    if (params.get(STATE) instanceof String text) {
      state.open(request, text).ifPresent(answers::putAll);
    }
    if (params.get(ANSWERS) instanceof Map<?, ?> given) {
      given.forEach((key, answer) -> answers.put(String.valueOf(key), answer));
    }
    return answers;
  }

  private static Map<?, ?> params(Frame.Request request) {
    return METHODS.contains(request.method()) && request.params() instanceof Map<?, ?> params
        ? params
        : Map.of();
  }
}
