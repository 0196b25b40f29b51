package dev.fairlead.daemon.store;

import dev.fairlead.routing.resilience.Ticker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a process that writes to the store, with the one connection that does. It
 * commits whatever has gathered; who wrote waits for that, but not for long: rows that the store
 * does not take, or not in time, go to the spool, and from there into the store as soon as it takes
 * rows again. Nobody fails for it. Thread-safe.
 */
public final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int ROOM = 10_000;
  private static final int BATCH = 500;
  private static final int UNKEPT = 10_000;
  private static final Duration SPOOLING = Duration.ofSeconds(2);

  private final Database database;
  private final Spool spool;
  private final Duration patience;
  private final WriteConnection connection;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(ROOM);
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** Whether there may be rows in the spool. */
  private volatile boolean spooled = true;

  private @Nullable Events events;
  private Runnable written = () -> {};

  /** What nobody has waited for yet, in the order in which it is written; guarded by itself. */
  private final Deque<Entry> posted = new ArrayDeque<>();

  /** What neither took; touched by the writer's thread alone. */
  private final List<Row> unkept = new ArrayList<>();

  /**
   * A writer to that database.
   *
   * @param patience how long {@link #write} waits for the store at most
   * @param noted whether rows are put down in the outbox, for a shared database
   */
  public Writer(Database database, Spool spool, Duration patience, boolean noted, Ticker ticker) {
    this.database = database;
    this.spool = spool;
    this.patience = patience;
    this.connection = new WriteConnection(database, noted, ticker);
  }

  /**
   * Has what becomes of the store put down.
   *
   * @param rows makes rows of it
   * @param written is told whenever something was written
   */
  void telling(Events rows, Runnable written) {
    this.events = rows;
    this.written = written;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T with(Connection connection) throws SQLException, StoreException;
  }

  /** Something for the thread to do; both parts may be missing, for a store that is to be open. */
  private static final class Entry {
    private final List<Row> rows;
    private final @Nullable Job<?> job;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean spooled;
    private volatile boolean committed;

    /** The turns that came into another thread than their rows say. */
    private volatile Map<String, String> moved = Map.of();

    private Entry(List<Row> rows, @Nullable Job<?> job) {
      this.rows = rows;
      this.job = job;
    }
  }

  private record Job<T extends @Nullable Object>(Work<T> work, CompletableFuture<T> result) {
    void run(WriteConnection connection) throws SQLException, StoreException {
      AnyValue<T> value = new AnyValue<>();
      connection.run(c -> value.put(work.with(c)));
      result.complete(value.get());
    }
  }

  private static final class AnyValue<T extends @Nullable Object> {
    private @Nullable T value;

    void put(T value) {
      this.value = value;
    }

    @SuppressWarnings("NullAway") // null only where T may be
    T get() {
      return value;
    }
  }

  /** What it writes to. */
  Database database() {
    return database;
  }

  /** Opens the store, if it is not open, without waiting for that. */
  public void prepare() {
    if (start()) {
      var _ = waiting.offer(new Entry(List.of(), null));
    }
  }

  /** Why the store takes no rows now, if so. */
  public Optional<String> failing() {
    return Optional.ofNullable(connection.failing());
  }

  /**
   * What became of rows.
   *
   * @param stored whether they are in the store
   * @param moved the turns among them that came into another thread than their rows say, and into
   *     which
   */
  record Written(boolean stored, Map<String, String> moved) {
    private static final Written NOT_YET = new Written(false, Map.of());
  }

  /**
   * Writes these rows and waits until they are in the store, or in the spool where that is not to
   * be had in time.
   */
  Written write(List<Row> written) {
    var _ = start();
    Entry entry = new Entry(written, null);
    if (!waiting.offer(entry)) {
      overflowing(entry);
      return Written.NOT_YET;
    }
    if (connection.failing() != null) {
      put(entry);
      return Written.NOT_YET;
    }
    return switch (await(entry)) {
      case DONE -> new Written(entry.committed, entry.moved);
      case INTERRUPTED -> Written.NOT_YET;
      case LATE -> {
        put(entry);
        yield Written.NOT_YET;
      }
    };
  }

  /** Has these rows written without waiting for it; {@link #settle} does that. */
  void post(List<Row> written) {
    var _ = start();
    Entry entry = new Entry(written, null);
    boolean taken;
    synchronized (posted) {
      taken = waiting.offer(entry);
      if (taken) {
        posted.add(entry);
      }
      drop(posted);
    }
    if (!taken) {
      overflowing(entry);
    } else if (connection.failing() != null) {
      put(entry);
    }
  }

  /**
   * Waits until what was posted before is in the store, or in the spool where that is not to be had
   * in time.
   */
  void settle() {
    List<Entry> open;
    synchronized (posted) {
      drop(posted);
      open = List.copyOf(posted);
    }
    if (!open.isEmpty()
        && (connection.failing() != null || await(open.getLast()) == Waited.LATE)) {
      open.forEach(this::put);
    }
  }

  /** Takes those off that are done; they are done in order. */
  private static void drop(Deque<Entry> entries) {
    Entry first = entries.peekFirst();
    while (first != null && first.done.getCount() == 0) {
      entries.removeFirst();
      first = entries.peekFirst();
    }
  }

  private enum Waited {
    DONE,
    LATE,
    INTERRUPTED
  }

  /** Waits for an entry, no longer than patience lasts; who was interrupted stays so. */
  private Waited await(Entry entry) {
    boolean interrupted = Thread.interrupted();
    try {
      if (entry.done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Waited.DONE;
      }
      return interrupted ? Waited.INTERRUPTED : Waited.LATE;
    } catch (InterruptedException _) {
      interrupted = true;
      return Waited.INTERRUPTED;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void overflowing(Entry entry) {
    if (!put(entry)) {
      LOG.warn("too much waits to be written, and the spool takes nothing: a row is lost");
    }
  }

  /** Does that in a transaction; what came of it, or a failure, is told by the future. */
  <T extends @Nullable Object> Future<T> submit(Work<T> work) {
    var _ = start();
    CompletableFuture<T> result = new CompletableFuture<>();
    if (!waiting.offer(new Entry(List.of(), new Job<>(work, result)))) {
      result.completeExceptionally(new StoreException("too much waits to be done in the store"));
    }
    return result;
  }

  /** Waits until what was written before is in the store, for that long at most. */
  public void flush(Duration time) throws InterruptedException {
    Entry marker = new Entry(List.of(), null);
    if (running() && waiting.offer(marker)) {
      marker.done.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      flush(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean running() {
    return thread != null;
  }

  /** Makes sure that there is a thread; true if there was none. */
  private synchronized boolean start() {
    boolean first = thread == null;
    if (first) {
      thread = Thread.ofPlatform().daemon().name("store").start(this::work);
    }
    return first;
  }

  private void work() {
    List<Entry> batch = new ArrayList<>();
    while (true) {
      try {
        Entry first =
            connection.failing() == null
                ? waiting.take()
                : waiting.poll(connection.pause(), TimeUnit.NANOSECONDS);
        if (first != null) {
          batch.add(first);
        }
      } catch (InterruptedException _) {
        return;
      }
      waiting.drainTo(batch, BATCH);
      done(batch);
      batch.clear();
    }
  }

  private void done(List<Entry> batch) {
    List<Row> all = batch.stream().flatMap(entry -> entry.rows.stream()).toList();
    try {
      var _ = connection.open();
      if (!all.isEmpty() || !unkept.isEmpty()) {
        Map<String, String> moved =
            connection.write(Stream.concat(unkept.stream(), all.stream()).toList());
        batch.forEach(entry -> entry.moved = moved);
        unkept.clear();
        if (!all.isEmpty()) {
          written.run();
        }
      }
      batch.forEach(entry -> {
        entry.committed = true;
        if (entry.job == null) {
          entry.done.countDown();
        }
      });
      for (Entry entry : batch) {
        if (entry.job != null) {
          entry.job.run(connection);
          entry.done.countDown();
        }
      }
      works();
    } catch (StoreException e) {
      failed(batch, String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      failed(batch, "the store " + database.file() + " failed: " + e.getMessage());
    }
  }

  /** The store takes rows: now those in the spool come in. */
  private void works() throws SQLException, StoreException {
    String why = connection.worked();
    if (why != null) {
      LOG.info("the store {} takes rows again", database.file());
      if (events != null) {
        String name = String.valueOf(database.file().getFileName());
        connection.write(List.of(events.now("spool", name, "over", why)));
      }
    }
    if (spooled) {
      spooled = false;
      for (Path file : spool.ready(SPOOLING)) {
        connection.bringIn(file);
      }
    }
  }

  private void failed(List<Entry> batch, String why) {
    boolean news = connection.failed(why);
    boolean kept = true;
    for (Entry entry : batch) {
      if (!entry.committed && !entry.rows.isEmpty() && !put(entry)) {
        kept = false;
        entry.rows.stream().limit(UNKEPT - (long) unkept.size()).forEach(unkept::add);
      }
      if (entry.job != null) {
        entry.job.result().completeExceptionally(new StoreException(why));
      }
      entry.done.countDown();
    }
    if (news && !closed) {
      LOG.warn(
          "{}. Calls go on; what they leave is kept {} and comes in later",
          why,
          kept ? "in the spool" : "in memory, since the spool takes nothing either,");
    }
  }

  /** Puts the entry's rows into the spool, once; whether they are there. */
  private boolean put(Entry entry) {
    synchronized (entry) {
      if (!entry.spooled && !entry.committed && !entry.rows.isEmpty()) {
        entry.spooled = spool.append(entry.rows, SPOOLING);
        spooled |= entry.spooled;
      }
      return entry.spooled;
    }
  }

  /** What came of it, or nothing if it failed, took longer than that, or was interrupted. */
  static <T> Optional<T> within(Future<T> future, Duration time) {
    boolean interrupted = Thread.interrupted();
    try {
      return Optional.ofNullable(future.get(time.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      interrupted = true;
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
