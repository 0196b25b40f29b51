package dev.fairlead.daemon.store;

import dev.fairlead.routing.resilience.Ticker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store has to do with the database of a team: it brings there what is written here, and
 * fetches conversations of other machines. While that database is away, what is here will do.
 * Thread-safe.
 */
final class Shared {
  private static final Logger LOG = LoggerFactory.getLogger(Shared.class);
  private static final Duration ACTIVE = Duration.ofMinutes(2);
  private static final Duration EXCHANGE = Duration.ofSeconds(4);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int DEEPEST = 100;

  private final SharedDatabase database;
  private final Writer writer;
  private final Who who;
  private final Ticker ticker;
  private final Shipper shipper;

  /** One connection at a time looks up; whoever holds this has the one that was left open. */
  private final Semaphore looking = new Semaphore(1);

  private @Nullable Connection lookup;
  private volatile long lastCall;
  private volatile long lastFailure;
  private volatile boolean failedOnce;
  private volatile @Nullable Cooldowns cooldowns;

  /** What else is told and heard, on the shipper's thread. */
  interface Exchange {
    /** Whether it is time again, also if nothing is to be brought there. */
    boolean due();

    /** Does it. */
    void with(Connection connection) throws SQLException, StoreException;
  }

  Shared(SharedDatabase database, Writer writer, Path state, Who who, Ticker ticker) {
    this.database = database;
    this.writer = writer;
    this.who = who;
    this.ticker = ticker;
    this.shipper =
        new Shipper(writer, database, state.resolve("shared.lock"), ticker, new OfKeys());
    this.lastCall = ticker.nanos() - ACTIVE.toNanos();
  }

  void with(Cooldowns keys) {
    cooldowns = keys;
  }

  /** Something was written, or a call begins. */
  void nudge() {
    lastCall = ticker.nanos();
    shipper.nudge();
  }

  Optional<String> failing() {
    return shipper.failing();
  }

  private final class OfKeys implements Exchange {
    private long last;
    private boolean any;

    @Override
    public boolean due() {
      long now = ticker.nanos();
      return cooldowns != null
          && now - lastCall < ACTIVE.toNanos()
          && (!any || now - last >= EXCHANGE.toNanos());
    }

    @Override
    public void with(Connection connection) throws SQLException, StoreException {
      Cooldowns keys = cooldowns;
      if (keys != null && due()) {
        any = true;
        last = ticker.nanos();
        keys.exchange(connection);
      }
    }
  }

  /**
   * Brings here what others added to that thread; returns soon, also if that fails.
   *
   * @param known the ids of the turns that are here
   */
  void fetch(String thread, Set<String> known) {
    if (failedOnce && ticker.nanos() - lastFailure < AFTER_FAILURE.toNanos()) {
      return;
    }
    FutureTask<List<Row>> look = new FutureTask<>((Callable<List<Row>>) () -> look(thread, known));
    Thread.ofPlatform().daemon().name("shared lookup").start(look);
    Optional<List<Row>> rows = Order.within(look, PATIENCE);
    if (rows.isEmpty()) {
      failedOnce = true;
      lastFailure = ticker.nanos();
      LOG.debug("{} was not looked up in {}", thread, database.name());
    } else if (!rows.get().isEmpty()) {
      List<Row> found = rows.get();
      var _ =
          Order.within(
              writer.submit(connection -> {
                Rows.inFile(connection, false).write(found);
                return true;
              }),
              PATIENCE);
    }
  }

  /** Looks with a connection that is left to whoever waits for it, and closed if nobody does. */
  private List<Row> look(String thread, Set<String> known)
      throws SQLException, StoreException, InterruptedException {
    if (!looking.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      return List.of(); // whoever asked waits no more
    }
    Connection open = lookup;
    lookup = null;
    try {
      if (open == null) {
        open = database.connect();
      }
      List<Row> found = new ArrayList<>();
      SharedDatabase.in(open, c -> found.addAll(rows(c, thread, known)));
      if (looking.hasQueuedThreads()) {
        lookup = open;
        open = null;
      }
      return found;
    } finally {
      Database.discard(open);
      looking.release();
    }
  }

  /** The rows of a thread, and of those that it is a branch of, but for turns that are known. */
  private List<Row> rows(Connection connection, String thread, Set<String> known)
      throws SQLException {
    List<Row> heads = new ArrayList<>();
    List<Row> turns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String next = thread;
    for (int i = 0; i < DEEPEST && next != null && seen.add(next); i++) {
      List<Row> head =
          Outbox.rows(
              connection,
              Table.THREADS,
              Table.THREADS.select() + " AND (user_name = ? OR shared = 1)",
              next,
              who.user());
      if (head.isEmpty()) {
        break;
      }
      heads.addAll(head);
      turns.addAll(missing(connection, next, known));
      Object of = head.getFirst().get("fork_of");
      next = of == null ? null : of.toString();
    }
    if (turns.isEmpty()) {
      return List.of();
    }
    List<Row> all = new ArrayList<>(heads);
    all.addAll(turns);
    for (Row turn : turns) {
      all.addAll(
          Outbox.rows(
              connection,
              Table.ATTACHED,
              "SELECT %s FROM attached WHERE turn = ?"
                  .formatted(String.join(", ", Table.ATTACHED.columns())),
              String.valueOf(turn.get("id"))));
    }
    return all;
  }

  private static List<Row> missing(Connection connection, String thread, Set<String> known)
      throws SQLException {
    List<Row> turns = new ArrayList<>();
    for (String turn : ids(connection, thread)) {
      if (!known.contains(turn)) {
        turns.addAll(Outbox.rows(connection, Table.TURNS, Table.TURNS.select(), turn));
      }
    }
    return turns;
  }

  private static List<String> ids(Connection connection, String thread) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM turns WHERE thread = ? ORDER BY number")) {
      select.setString(1, thread);
      List<String> ids = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
      return ids;
    }
  }
}
