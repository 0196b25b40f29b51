package dev.fairlead.daemon.store;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Journal;

/** Keeps nothing, for users who want no trace on disk. */
public final class MemoryJournal implements Journal {
  @Override
  public void record(Decision decision) {
    // that is the setting
  }
}
