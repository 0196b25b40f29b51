package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.ToolCall;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a vendor's search did for one answer.
 *
 * @param call what the client has to send back first, where the vendor works that way
 * @param tokens what the results add to the prompt
 * @param found the results to show
 * @param notes what the answer says of it
 */
record Search(Optional<ToolCall> call, int tokens, ArrayNode found, List<String> notes) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Search none() {
    return new Search(Optional.empty(), 0, JSON.createArrayNode(), List.of());
  }

  static Search callFirst(ToolCall call) {
    return new Search(Optional.of(call), 0, JSON.createArrayNode(), List.of());
  }
}
