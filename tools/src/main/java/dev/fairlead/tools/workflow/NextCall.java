package dev.fairlead.tools.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The call that an agent can make next, ready to be sent. */
public final class NextCall {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private NextCall() {}

  /** The call of that tool with these arguments, as a block of JSON. */
  public static String of(String tool, Map<String, Object> arguments) {
    Map<String, Object> nextCall = new LinkedHashMap<>();
    nextCall.put("tool", tool);
    nextCall.put("arguments", arguments);
    return "```json\n" + JSON.writeValueAsString(Map.of("next_call", nextCall)) + "\n```";
  }
}
