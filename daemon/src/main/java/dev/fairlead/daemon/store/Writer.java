package dev.fairlead.daemon.store;

import dev.fairlead.routing.resilience.Ticker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
  private final BlockingQueue<Order> waiting = new ArrayBlockingQueue<>(ROOM);
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** Whether the store took what it was given last. */
  private volatile boolean taking;

  /** Whether there may be rows in the spool. */
  private volatile boolean spooled = true;

  private @Nullable Events events;
  private Runnable written = () -> {};

  private final Posted posted = new Posted();

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

  /** What it writes to. */
  Database database() {
    return database;
  }

  /** Opens the store, if it is not open, without waiting for that. */
  public void prepare() {
    if (start()) {
      var _ = waiting.offer(Order.marker());
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
    Order order = Order.of(written);
    if (!waiting.offer(order)) {
      overflowing(order);
      return Written.NOT_YET;
    }
    if (connection.failing() != null) {
      put(order);
      return Written.NOT_YET;
    }
    return switch (order.await(patience)) {
      case DONE -> new Written(order.isCommitted(), order.moved());
      case INTERRUPTED -> Written.NOT_YET;
      case LATE -> {
        put(order);
        yield Written.NOT_YET;
      }
    };
  }

  /** Has these rows written without waiting for it; {@link #settle} does that. */
  void post(List<Row> written) {
    var _ = start();
    Order order = Order.of(written);
    handed(order, posted.offer(order, waiting));
  }

  /**
   * Has these rows written, and nobody waits for that moment; but the store is waited for as ever
   * while it has taken nothing yet, or takes nothing now.
   */
  void postUnsettled(List<Row> written) {
    if (!taking) {
      post(written);
      return;
    }
    Order order = Order.of(written);
    handed(order, waiting.offer(order));
  }

  private void handed(Order order, boolean taken) {
    if (!taken) {
      overflowing(order);
    } else if (connection.failing() != null) {
      put(order);
    }
  }

  /**
   * Waits until what was posted before is in the store, or in the spool where that is not to be had
   * in time.
   */
  void settle() {
    List<Order> open = posted.open();
    if (!open.isEmpty()
        && (connection.failing() != null || open.getLast().await(patience) == Order.Waited.LATE)) {
      open.forEach(this::put);
    }
  }

  private void overflowing(Order order) {
    if (!put(order)) {
      LOG.warn("too much waits to be written, and the spool takes nothing: a row is lost");
    }
  }

  /** Does that in a transaction; what came of it, or a failure, is told by the future. */
  <T extends @Nullable Object> Future<T> submit(Order.Work<T> work) {
    var _ = start();
    CompletableFuture<T> result = new CompletableFuture<>();
    if (!waiting.offer(Order.of(work, result))) {
      result.completeExceptionally(new StoreException("too much waits to be done in the store"));
    }
    return result;
  }

  /** Waits until what was written before is in the store, for that long at most. */
  public void flush(Duration time) throws InterruptedException {
    Order marker = Order.marker();
    if (running() && waiting.offer(marker)) {
      marker.join(time);
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
    List<Order> batch = new ArrayList<>();
    while (true) {
      try {
        Order first =
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

  private void done(List<Order> batch) {
    List<Row> all = batch.stream().flatMap(order -> order.rows().stream()).toList();
    try {
      var _ = connection.open();
      Map<String, String> moved = Map.of();
      if (!all.isEmpty() || !unkept.isEmpty()) {
        moved = connection.write(Stream.concat(unkept.stream(), all.stream()).toList());
        unkept.clear();
        if (!all.isEmpty()) {
          written.run();
        }
      }
      for (Order order : batch) {
        order.committed(moved);
      }
      for (Order order : batch) {
        order.run(connection);
      }
      if (!all.isEmpty()) {
        connection.tidy(batch.size());
      }
      taking = true;
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

  private void failed(List<Order> batch, String why) {
    taking = false;
    boolean news = connection.failed(why);
    boolean kept = true;
    for (Order order : batch) {
      if (!order.isCommitted() && !order.rows().isEmpty() && !put(order)) {
        kept = false;
        order.rows().stream().limit(UNKEPT - (long) unkept.size()).forEach(unkept::add);
      }
      order.failed(why);
    }
    if (news && !closed) {
      LOG.warn(
          "{}. Calls go on; what they leave is kept {} and comes in later",
          why,
          kept ? "in the spool" : "in memory, since the spool takes nothing either,");
    }
  }

  /** Puts the order's rows into the spool, once; whether they are there. */
  private boolean put(Order order) {
    boolean there = order.spool(spool, SPOOLING);
    spooled |= there;
    return there;
  }
}
