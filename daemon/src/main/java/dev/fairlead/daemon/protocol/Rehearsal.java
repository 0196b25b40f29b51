package dev.fairlead.daemon.protocol;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes a message to nobody: what the library needs for its first one it makes ready on
 * a thread of its own, while the process reads its settings.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Does it all. */
  public static void run() {
    JsonMapper json = FrameJson.MAPPER;
    byte[] line = json.writeValueAsBytes(Map.of("jsonrpc", "2.0", "method", "none"));
    var _ = new FrameParser(json).parse(new LineReader.Line(line, false, true));
  }
}
