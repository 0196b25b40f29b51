package dev.fairlead.daemon;

import dev.fairlead.daemon.protocol.Rehearsal;
import dev.fairlead.tools.catalog.ToolCatalog;

/**
 * Begins, beside the thread that reads the settings, what the first answers need and no setting
 * changes. Nothing waits for it: who needs a part before it is ready makes it, or waits for that
 * part alone.
 */
final class HeadStart {
  private HeadStart() {}

  static void begin() {
    begin("tools", ToolCatalog::prepare);
    begin("messages", Rehearsal::run);
  }

  private static void begin(String what, Runnable work) {
    var _ = Thread.ofPlatform().daemon().name("head start: " + what).start(work);
  }
}
