package dev.fairlead.daemon;

import dev.fairlead.daemon.config.Setting;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.DatabaseBrake;
import dev.fairlead.daemon.store.DatabaseJournal;
import dev.fairlead.daemon.store.DatabasePurse;
import dev.fairlead.daemon.store.DatabaseThreads;
import dev.fairlead.daemon.store.DatabaseUploads;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.DecisionPast;
import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.MemoryJournal;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Uploads;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.resilience.LocalPurse;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.routing.rollout.LocalBrake;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.threads.MemoryThreads;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one process remembers: in the user's database, or in memory where that is the setting. */
final class Storage {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private static final int THREADS = 1_000;
  private static final long ATTACHED = 64L << 20;

  private final Settings settings;
  private final InstantSource wall;
  private final String directory;
  private final Database database;
  private final Journal journal;
  private final Brake brake;
  private final Purse purse;
  private final Threads threads;

  /** That of a process in that installation, with those settings. */
  Storage(Installation installation, Settings settings, InstantSource wall) {
    this.settings = settings;
    this.wall = wall;
    this.directory = installation.workingDirectory().toString();
    this.database =
        new Database(settings.stateDirectory().resolve("fairlead.db"), installation.application());
    this.journal =
        inMemory()
            ? new MemoryJournal()
            : new DatabaseJournal(database, directory, settings.storeWait());
    this.brake =
        inMemory()
            ? new LocalBrake(why -> LOG.warn("calls go to the fixed model from now on: {}", why))
            : new DatabaseBrake(database, wall, settings.storeWait());
    this.purse = newPurse();
    MemoryThreads own = new MemoryThreads(THREADS, ATTACHED, wall);
    this.threads =
        inMemory()
            ? own
            : new DatabaseThreads(
                database, settings.storeWait(), own, settings.keepThreads(), wall);
  }

  /** Whether nothing outlives the process. */
  boolean inMemory() {
    return settings.store() == Settings.Store.MEMORY;
  }

  Database database() {
    return database;
  }

  Journal journal() {
    return journal;
  }

  Brake brake() {
    return brake;
  }

  Purse purse() {
    return purse;
  }

  Threads threads() {
    return threads;
  }

  /** Which files are at the vendors. */
  Uploads uploads() {
    return inMemory() ? new MemoryUploads() : new DatabaseUploads(database, settings.storeWait());
  }

  /** The decisions of the directory whose settings are in force. */
  Past past() {
    return past(Filter.of(directory));
  }

  /** The decisions that the filter lets through. */
  Past past(Filter among) {
    return inMemory()
        ? Past.closed(
            "decisions are not kept while %s (%s) is memory"
                .formatted(Setting.STORE.key(), Setting.STORE.variable()))
        : new DecisionPast(new DecisionLog(database), among, wall);
  }

  /** The budgets count for the directory whose settings are in force. */
  private Purse newPurse() {
    if (!settings.purse().any()) {
      return Purse.BOTTOMLESS;
    }
    return inMemory()
        ? new LocalPurse(settings.purse(), wall)
        : new DatabasePurse(database, settings.purse(), directory, wall, settings.storeWait());
  }

  /** Waits for what is still to be written, for that long at most. */
  void flush(Duration time, Ticker ticker) {
    long begun = ticker.nanos();
    try {
      if (journal instanceof DatabaseJournal written) {
        written.flush(time);
      }
      if (purse instanceof DatabasePurse counted) {
        counted.flush(time.minusNanos(ticker.nanos() - begun));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
