package dev.fairlead.daemon.store;

import dev.fairlead.tools.Threads;
import dev.fairlead.tools.threads.MemoryThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps threads in the database that all of the user's daemons share, so that they outlive each of
 * them. What the database does not tell in time is answered from what this process knows; what it
 * does not take is written as soon as it takes something again.
 */
public final class DatabaseThreads implements Threads {
  private static final int MOST_UNWRITTEN = 1_000;

  private final Clerk clerk;
  private final MemoryThreads own;
  private final Duration keep;
  private final InstantSource clock;
  private final List<Unwritten> unwritten = new ArrayList<>();

  /** Touched by the clerk's thread alone. */
  private boolean swept;

  private record Unwritten(Head head, Turn turn) {}

  /**
   * The threads in that database.
   *
   * @param patience how long a call waits for it at most
   * @param own what this process knows itself
   * @param keep how long a thread is kept that nobody goes on with
   */
  public DatabaseThreads(
      Database database, Duration patience, MemoryThreads own, Duration keep, InstantSource clock) {
    this.clerk = new Clerk(database, "threads", patience, this::write);
    this.own = own;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public String start(String tool) {
    return own.start(tool);
  }

  @Override
  public Optional<List<Turn>> find(String id) {
    Optional<Optional<ThreadRows.Whole>> told =
        clerk.ask(connection -> ThreadRows.find(connection, id));
    told.flatMap(whole -> whole)
        .ifPresent(whole -> own.learn(id, whole.tool(), whole.started(), whole.turns()));
    return own.find(id);
  }

  @Override
  public void append(String id, Turn turn) {
    own.append(id, turn);
    Head head =
        own.head(id).orElseThrow(() -> new IllegalArgumentException("there is no thread " + id));
    synchronized (unwritten) {
      if (unwritten.size() < MOST_UNWRITTEN) {
        unwritten.add(new Unwritten(head, turn));
      }
    }
    clerk.ask(_ -> true);
  }

  @Override
  public List<Head> list() {
    return clerk.ask(ThreadRows::list).orElseGet(own::list);
  }

  private boolean write(Connection connection) throws SQLException, StoreException {
    if (!swept) {
      ThreadRows.forget(connection, clock.instant().minus(keep));
      swept = true;
    }
    List<Unwritten> missing;
    synchronized (unwritten) {
      missing = List.copyOf(unwritten);
    }
    if (!missing.isEmpty()) {
      Transaction.in(
          connection,
          c -> {
            for (Unwritten one : missing) {
              ThreadRows.append(c, one.head(), one.turn());
            }
          });
      synchronized (unwritten) {
        unwritten.removeAll(missing);
      }
    }
    return true;
  }
}
