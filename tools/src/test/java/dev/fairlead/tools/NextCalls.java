package dev.fairlead.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the ready call in a result, as an agent would. */
public final class NextCalls {
  private NextCalls() {}

  /** Its arguments. */
  public static Map<String, Object> arguments(ToolResult result) {
    String text = result.text();
    String json = text.substring(text.lastIndexOf("```json") + 7, text.lastIndexOf("```"));
    JsonNode call = JsonMapper.shared().readTree(json).get("next_call");
    Map<String, Object> arguments = new LinkedHashMap<>();
    call.get("arguments")
        .properties()
        .forEach(e ->
            arguments.put(e.getKey(), JsonMapper.shared().treeToValue(e.getValue(), Object.class)));
    return arguments;
  }
}
