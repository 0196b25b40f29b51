package dev.fairlead.daemon.protocol;

import java.util.Map;
import java.util.UUID;

/**
 * Reads and writes a message to nobody: what libraries need for their first one they make ready on
 * a thread of its own, while the process reads its settings.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Does it all. */
  public static void run() {
    FrameJson json = new FrameJson();
    byte[] line = json.bytes(Map.of("jsonrpc", "2.0", "method", "none"));
    var _ = new FrameParser(json).parse(new LineReader.Line(line, false, true));
    // a session of the SDK's has such a number, and its source takes long to open
    var _ = UUID.randomUUID();
  }
}
