package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server says of itself: to {@code initialize} through the SDK, and to {@code
 * server/discover}.
 *
 * @param server its name and version
 * @param capabilities what it can do in either era
 * @param instructions what an agent is told about it
 */
record Discovery(Implementation server, ServerCapabilities capabilities, String instructions) {
  /** The answer to {@code server/discover}; tasks are of this era alone. */
  Map<String, Object> fields() {
    Map<String, Object> can = PlainMessages.capabilities(capabilities);
    can.putAll(ModernMeta.TASKS_CAPABILITY);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("supportedVersions", List.of(ModernMeta.REVISION));
    fields.put("capabilities", can);
    fields.put("instructions", instructions);
    return fields;
  }
}
