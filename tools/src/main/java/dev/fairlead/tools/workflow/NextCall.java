package dev.fairlead.tools.workflow;

import dev.fairlead.tools.text.DataBinding;
import java.util.LinkedHashMap;
import java.util.Map;

/** The call that an agent can make next, ready to be sent. */
public final class NextCall {
  private NextCall() {}

  /** The call of that tool with these arguments, as a block of JSON. */
  public static String of(String tool, Map<String, Object> arguments) {
    Map<String, Object> nextCall = new LinkedHashMap<>();
    nextCall.put("tool", tool);
    nextCall.put("arguments", arguments);
    return "```json\n"
        + DataBinding.indented().writeValueAsString(Map.of("next_call", nextCall))
        + "\n```";
  }
}
