package dev.fairlead.daemon.store;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Uploads;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.resilience.Breakers;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.Results;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.jobs.MemoryJobs;
import dev.fairlead.tools.results.MemoryResults;
import dev.fairlead.tools.threads.MemoryThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a process keeps in the user's database: one thread writes, one looks up, and a spool
 * takes what the database does not. Nothing is opened before it is needed. Thread-safe.
 */
public final class Store {
  private static final long SPOOL = 64L << 20;

  private final Database database;
  private final Terms terms;
  private final Who who;
  private final Writer writer;
  private final Clerk reader;
  private final Housekeeping housekeeping;
  private final Events events;
  private final @Nullable Shared shared;
  private volatile @Nullable HealthWatch health;

  /**
   * What a store is to be like.
   *
   * @param state the directory it is in
   * @param patience how long a call waits for it at most
   * @param contents what is kept of conversations
   * @param clean takes secrets out of what is kept
   * @param sharing whether others may go on with them
   * @param user whose it is
   * @param workspace the directory that the daemon was started in
   * @param client who asks, once that is known
   * @param shared the database of a team, to which all that is written goes, or null
   * @param limits what is kept how long
   * @param environment may name the machine
   */
  public record Terms(
      Path state,
      Duration patience,
      Contents contents,
      UnaryOperator<String> clean,
      boolean sharing,
      String user,
      String workspace,
      Supplier<String> client,
      @Nullable SharedDatabase shared,
      Limits limits,
      Map<String, String> environment,
      InstantSource clock,
      Ticker ticker) {}

  /**
   * What is kept how long.
   *
   * @param time decisions, events, ended jobs and long results
   * @param rows how many decisions
   * @param bytes how large the file may be
   * @param threads conversations that nobody goes on with
   */
  public record Limits(Duration time, long rows, long bytes, Duration threads) {}

  /** A store in that database. */
  public Store(Database database, Terms terms) {
    this.database = database;
    this.terms = terms;
    this.who =
        new Who(
            terms.user(),
            new Machine(terms.state(), terms.environment()),
            terms.workspace(),
            terms.client());
    this.events = new Events(who, terms.clock());
    this.writer =
        new Writer(
            database,
            new Spool(terms.state().resolve("spool"), SPOOL),
            terms.patience(),
            terms.shared() != null,
            terms.ticker());
    this.shared =
        terms.shared() == null
            ? null
            : new Shared(terms.shared(), writer, terms.state(), who, terms.ticker());
    writer.telling(
        events,
        () -> {
          if (shared != null) {
            shared.nudge();
          }
        });
    this.reader = new Clerk(database, "lookups", terms.patience());
    this.housekeeping = new Housekeeping(writer, database, terms.limits(), terms.clock());
  }

  /** The database itself, for commands. */
  public Database database() {
    return database;
  }

  /** Why nothing can be written now, if so. */
  public Optional<String> failing() {
    return writer.failing();
  }

  /** Why nothing can be brought to the database of the team now, if so. */
  public Optional<String> shares() {
    return shared == null ? Optional.empty() : shared.failing();
  }

  /**
   * Puts down from now on when keys and models rest; machines that share a database rest their keys
   * together.
   *
   * @param keys those in use
   */
  public void watch(Breakers breakers, Supplier<List<Access>> keys) {
    health = new HealthWatch(writer, events, breakers);
    if (shared != null) {
      shared.with(new Cooldowns(breakers, keys, who, terms.clock()));
    }
  }

  /** Puts down that something happened beside calls, without waiting. */
  public void tell(String what, String subject, String state, String why) {
    var _ =
        writer.submit(connection -> {
          Rows.inFile(connection, shared != null)
              .write(List.of(events.now(what, subject, state, why)));
          if (shared != null) {
            shared.nudge();
          }
          return true;
        });
  }

  /** The decisions. The first call also begins to clear away what is too old. */
  public Journal journal() {
    return new DatabaseJournal(writer, who, this::called);
  }

  private void called() {
    housekeeping.start();
    HealthWatch watch = health;
    if (watch != null) {
      watch.active();
    }
    if (shared != null) {
      shared.nudge();
    }
  }

  /** Which mode is in force, and whether the router was given up. */
  public Brake brake() {
    return new DatabaseBrake(writer, terms.clock(), terms.patience());
  }

  /** What calls may use together. */
  public Purse purse(PurseLimits limits) {
    return new DatabasePurse(writer, limits, terms.workspace(), terms.clock(), terms.patience());
  }

  /** The conversations. */
  public Threads threads(MemoryThreads own) {
    return new DatabaseThreads(
        writer, reader, new ThreadRows(who, terms::contents, terms::sharing), own, shared);
  }

  /** The calls that became jobs. */
  public Jobs jobs(MemoryJobs own, DatabaseJobs.Retake retake) {
    return new DatabaseJobs(
        writer,
        reader,
        new JobRows(who, new Processes(), terms::contents, new Clean(terms.clean())),
        own,
        terms.clock(),
        retake);
  }

  /** Which files are at the vendors. */
  public Uploads uploads() {
    return new DatabaseUploads(writer, reader, who, terms.clock());
  }

  /** What was too long for one answer. */
  public Results results(MemoryResults own) {
    return new DatabaseResults(
        writer, reader, own, terms::contents, new Clean(terms.clean()), terms.clock());
  }

  /** Waits until what was written before is in the store, for that long at most. */
  public void flush(Duration time) throws InterruptedException {
    writer.flush(time);
  }
}
