package dev.fairlead.daemon;

import dev.fairlead.daemon.config.Keeping;
import dev.fairlead.daemon.config.Setting;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.DatabaseJobs;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.DecisionPast;
import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.MemoryJournal;
import dev.fairlead.daemon.store.SharedDatabase;
import dev.fairlead.daemon.store.Store;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Uploads;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.resilience.Breakers;
import dev.fairlead.routing.resilience.LocalPurse;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.routing.rollout.LocalBrake;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.Results;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.files.Secrets;
import dev.fairlead.tools.jobs.MemoryJobs;
import dev.fairlead.tools.results.MemoryResults;
import dev.fairlead.tools.threads.MemoryThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one process remembers: in the user's database, or in memory where that is the setting. */
final class Storage {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private static final int THREADS = 1_000;
  private static final long ATTACHED = 64L << 20;
  private static final int JOBS = 200;
  private static final int RESULTS = 16 << 20;

  private final Settings settings;
  private final InstantSource wall;
  private final String directory;
  private final AtomicReference<String> client = new AtomicReference<>("");
  private final @Nullable SharedDatabase shared;
  private final Store store;
  private final Journal journal;
  private final Brake brake;
  private final Purse purse;
  private final Threads threads;
  private final Jobs jobs;
  private final Results results;

  /**
   * That of a process in that installation, with those settings.
   *
   * @param changed is told of jobs
   * @param retake has a call made again whose process ended before it
   */
  Storage(
      Installation installation,
      Settings settings,
      InstantSource wall,
      Ticker ticker,
      BiConsumer<Job, Jobs.Change> changed,
      DatabaseJobs.Retake retake) {
    this.settings = settings;
    this.wall = wall;
    this.directory = installation.workingDirectory().toString();
    this.shared = shared(settings.keeping());
    this.store =
        new Store(
            new Database(
                settings.stateDirectory().resolve("fairlead.db"),
                installation.application(),
                settings.keeping().durable()),
            terms(installation, ticker));
    MemoryThreads ownThreads = new MemoryThreads(THREADS, ATTACHED, wall);
    MemoryJobs ownJobs = new MemoryJobs(JOBS, changed);
    MemoryResults ownResults = new MemoryResults(RESULTS);
    if (inMemory()) {
      this.journal = new MemoryJournal();
      this.brake =
          new LocalBrake(why -> LOG.warn("calls go to the fixed model from now on: {}", why));
      this.threads = ownThreads;
      this.jobs = ownJobs;
      this.results = ownResults;
    } else {
      this.journal = store.journal();
      this.brake = store.brake();
      this.threads = store.threads(ownThreads);
      this.jobs = store.jobs(ownJobs, retake);
      this.results = store.results(ownResults);
    }
    this.purse = newPurse();
  }

  private Store.Terms terms(Installation installation, Ticker ticker) {
    Keeping keeping = settings.keeping();
    Secrets secrets = Secrets.standard();
    return new Store.Terms(
        settings.stateDirectory(),
        keeping.patience(),
        keeping.contents(),
        text -> Redaction.of(secrets.mask(text).text()),
        keeping.sharing(),
        user(),
        directory,
        client::get,
        shared,
        new Store.Limits(
            keeping.time(), keeping.rows(), (long) keeping.megabytes() << 20, keeping.threads()),
        installation.environment(),
        wall,
        ticker);
  }

  /** The database of a team, if there is a usable address of one. */
  private static @Nullable SharedDatabase shared(Keeping keeping) {
    try {
      return keeping.database().isEmpty() || keeping.inMemory()
          ? null
          : SharedDatabase.at(keeping.database().get());
    } catch (StoreException e) {
      LOG.warn("what is kept stays on this machine: {}", e.getMessage());
      return null;
    }
  }

  /** Keys and models that rest are put down from now on, and known to a team. */
  void watch(Breakers breakers, Supplier<List<Access>> keys) {
    if (!inMemory()) {
      store.watch(breakers, keys);
    }
  }

  /** Puts down that something happened beside calls. */
  void tell(String what, String subject, String state, String why) {
    if (!inMemory()) {
      store.tell(what, subject, state, why);
    }
  }

  /** Whether nothing outlives the process. */
  boolean inMemory() {
    return settings.keeping().inMemory();
  }

  /** The program that asks has introduced itself. */
  void introduced(String name) {
    client.set(name);
  }

  /** The database of a team, or null. */
  @Nullable SharedDatabase shared() {
    return shared;
  }

  /** Whose all of it is. */
  String user() {
    return settings.keeping().user().orElseGet(() -> System.getProperty("user.name"));
  }

  Database database() {
    return store.database();
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

  Jobs jobs() {
    return jobs;
  }

  Results results() {
    return results;
  }

  /** Which files are at the vendors. */
  Uploads uploads() {
    return inMemory() ? new MemoryUploads() : store.uploads();
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
        : new DecisionPast(new DecisionLog(store.database()), among, wall);
  }

  /** The budgets count for the directory whose settings are in force. */
  private Purse newPurse() {
    if (!settings.purse().any()) {
      return Purse.BOTTOMLESS;
    }
    return inMemory() ? new LocalPurse(settings.purse(), wall) : store.purse(settings.purse());
  }

  /** Waits for what is still to be written, for that long at most. */
  void flush(Duration time) {
    try {
      store.flush(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
