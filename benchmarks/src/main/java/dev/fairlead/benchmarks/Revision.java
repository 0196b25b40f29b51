package dev.fairlead.benchmarks;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** In which revision of the protocol a client speaks: after a greeting, or in each request. */
enum Revision {
  /** A session that begins with {@code initialize}. */
  LEGACY("2025-11-25"),
  /** Requests that speak for themselves. */
  MODERN("2026-07-28");

  private static final String PREFIX = "io.modelcontextprotocol/";

  private final String date;

  Revision(String date) {
    this.date = date;
  }

  String date() {
    return date;
  }

  /**
   * A request as one line.
   *
   * @param tasks whether a long call may be answered with a task, where the revision has them
   * @param progress whether the client wants to hear of it meanwhile, under the request's own id
   */
  String request(long id, String method, ObjectNode params, boolean tasks, boolean progress) {
    ObjectNode meta = JsonMapper.shared().createObjectNode();
    if (progress) {
      meta.put("progressToken", id);
    }
    if (this == MODERN) {
      meta.put(PREFIX + "protocolVersion", date);
      ObjectNode capabilities = meta.putObject(PREFIX + "clientCapabilities");
      if (tasks) {
        capabilities.putObject("extensions").putObject(PREFIX + "tasks");
      }
      meta.putObject(PREFIX + "clientInfo").put("name", "soak").put("version", "1");
    }
    if (!meta.isEmpty()) {
      params.set("_meta", meta);
    }
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
    return request + "\n";
  }

  /** Tells that an answer is not wanted any more, as one line. */
  static String cancellation(long id) {
    ObjectNode told = JsonMapper.shared().createObjectNode();
    told.put("jsonrpc", "2.0").put("method", "notifications/cancelled");
    told.putObject("params").put("requestId", id).put("reason", "not wanted any more");
    return told + "\n";
  }
}
