package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Something for the writer's thread to do: to write rows, to do work in a transaction, or neither,
 * where somebody only waits for its turn. Thread-safe.
 */
final class Order {
  private final List<Row> rows;
  private final @Nullable Job<?> job;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean spooled;
  private volatile boolean committed;
  private volatile Map<String, String> moved = Map.of();

  private Order(List<Row> rows, @Nullable Job<?> job) {
    this.rows = rows;
    this.job = job;
  }

  /** How waiting for it ended. */
  enum Waited {
    DONE,
    LATE,
    INTERRUPTED
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T with(Connection connection) throws SQLException, StoreException;
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

  /** To write these rows. */
  static Order of(List<Row> rows) {
    return new Order(rows, null);
  }

  /** To do nothing; who waits for it has waited for all before it. */
  static Order marker() {
    return new Order(List.of(), null);
  }

  /** To do that work, whose result the future tells. */
  static <T extends @Nullable Object> Order of(Work<T> work, CompletableFuture<T> result) {
    return new Order(List.of(), new Job<>(work, result));
  }

  List<Row> rows() {
    return rows;
  }

  /** Whether its rows are in the store. */
  boolean isCommitted() {
    return committed;
  }

  /** The turns among its rows that came into another thread than their rows say, and which. */
  Map<String, String> moved() {
    return moved;
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  /** Its rows, if it has some, are in the store, and with that it is done. */
  void committed(Map<String, String> all) {
    moved = all;
    committed = true;
    if (!rows.isEmpty()) {
      done.countDown();
    }
  }

  /** Does its work, if there is any; a marker is done in its turn, after the work before it. */
  void run(WriteConnection connection) throws SQLException, StoreException {
    if (job != null) {
      job.run(connection);
    }
    done.countDown();
  }

  /** It could not be done. */
  void failed(String why) {
    if (job != null) {
      job.result().completeExceptionally(new StoreException(why));
    }
    done.countDown();
  }

  /** Puts its rows into the spool, once, unless they are in the store; whether they are there. */
  synchronized boolean spool(Spool spool, Duration time) {
    if (!spooled && !committed && !rows.isEmpty()) {
      spooled = spool.append(rows, time);
    }
    return spooled;
  }

  /** Waits for it, no longer than that. */
  void join(Duration time) throws InterruptedException {
    var _ = done.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for it, no longer than that; who was interrupted stays so. */
  Waited await(Duration time) {
    boolean interrupted = Thread.interrupted();
    try {
      if (done.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
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

  /** What came of its work, or nothing if it failed, took longer than that, or was interrupted. */
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
