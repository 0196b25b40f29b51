package dev.fairlead.daemon.store;

import dev.fairlead.routing.resilience.Ticker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was written here to the database of a team, each row once, whatever ends in between:
 * a row leaves the outbox when it is there, and being written there twice changes nothing. Of all
 * daemons of a machine one does it at a time, by one connection, which is opened late and closed
 * when there is nothing to do. Calls never wait for it.
 */
final class Shipper {
  private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);
  private static final int LOAD = 200;
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Rows of calls that end within so long go together: each trip takes the writer's time. */
  private static final Duration GATHER = Duration.ofMillis(500);

  private static final Duration IDLE = Duration.ofSeconds(10);

  /** A server may have room for fewer connections than there are machines: they take turns. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
  private static final Duration RETRY_LAST = Duration.ofMinutes(1);

  private final Writer writer;
  private final Database local;
  private final SharedDatabase shared;
  private final Path turn;
  private final Ticker ticker;
  private final Shared.Exchange exchange;
  private final Semaphore nudge = new Semaphore(0);
  private @Nullable Thread thread;
  private @Nullable FileChannel turnFile;
  private @Nullable FileLock mine;
  private @Nullable Connection connection;
  private @Nullable Rows rows;
  private @Nullable Connection here;
  private long opened;
  private long lastUse;
  private Duration retry = RETRY_FIRST;
  private volatile @Nullable String failing;

  /**
   * A shipper to that database.
   *
   * @param turn the file whose lock says whose turn it is on this machine
   * @param exchange what else is told and heard there
   */
  Shipper(
      Writer writer, SharedDatabase shared, Path turn, Ticker ticker, Shared.Exchange exchange) {
    this.writer = writer;
    this.local = writer.database();
    this.shared = shared;
    this.turn = turn;
    this.ticker = ticker;
    this.exchange = exchange;
  }

  /** Something was written. */
  void nudge() {
    start();
    if (nudge.availablePermits() == 0) {
      nudge.release();
    }
  }

  /** Why nothing can be brought there now, if so. */
  Optional<String> failing() {
    return Optional.ofNullable(failing);
  }

  private synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("shared store").start(this::work);
    }
  }

  private void work() {
    Duration pause = Duration.ZERO;
    while (true) {
      try {
        if (!pause.isZero()) {
          // whoever is nudged while it fails waits all the same
          if (failing != null) {
            rest(pause);
          } else if (nudge.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            rest(GATHER);
          }
        }
        nudge.drainPermits();
        pause = round();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private static void rest(Duration time) throws InterruptedException {
    var _ = new Semaphore(0).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Brings all there is; how long to wait then. */
  private Duration round() throws InterruptedException {
    if (!isMyTurn()) {
      close();
      return LOOK;
    }
    try {
      boolean any = false;
      boolean more = true;
      while (more) {
        Outbox.Load load = next();
        more = load.numbers().size() == LOAD;
        if (!load.numbers().isEmpty()) {
          any = true;
          ship(load);
        }
      }
      if (any || connection != null || exchange.due()) {
        exchange.with(open());
        worked();
      }
      long now = ticker.nanos();
      if ((!any && now - lastUse > IDLE.toNanos()) || now - opened > LONGEST.toNanos()) {
        close();
      }
      return LOOK;
    } catch (LocalFailure | ExecutionException e) {
      LOG.debug("the outbox cannot be read: {}", String.valueOf(e.getCause()));
      return LOOK;
    } catch (SQLException e) {
      return failed("the database " + shared.name() + " failed: " + SharedDatabase.told(e));
    } catch (StoreException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  /** Reads by a connection of its own: the writer's time is for calls. */
  private Outbox.Load next() throws LocalFailure {
    try {
      if (here == null) {
        here = local.open();
      }
      return Outbox.next(here, LOAD);
    } catch (SQLException | StoreException e) {
      Database.discard(here);
      here = null;
      throw new LocalFailure(e);
    }
  }

  /** The file beside failed, not the database of the team. */
  private static final class LocalFailure extends Exception {
    private static final long serialVersionUID = 1;

    LocalFailure(Throwable cause) {
      super(cause);
    }
  }

  private void ship(Outbox.Load load)
      throws SQLException, StoreException, InterruptedException, ExecutionException {
    List<Row> all = load.rows().stream().map(Row::withoutNul).toList();
    try {
      bring(all);
    } catch (SQLException e) {
      if (!isAboutValues(e)) {
        throw e;
      }
      close();
      bringEach(all);
    }
    var _ =
        writer
            .submit(here -> {
              Outbox.done(here, load.numbers());
              return true;
            })
            .get();
    worked();
    lastUse = ticker.nanos();
  }

  private void bring(List<Row> those) throws SQLException, StoreException {
    Connection open = open();
    Rows there = rows == null ? Rows.shared(open) : rows;
    rows = there;
    SharedDatabase.in(open, _ -> there.write(those));
  }

  /**
   * One by one, since one of them is refused for what it is: that one stays here, and keeps none of
   * the others away. Such is a turn of a thread that its team has forgotten meanwhile.
   */
  private void bringEach(List<Row> all) throws SQLException, StoreException {
    for (Row row : all) {
      try {
        bring(List.of(row));
      } catch (SQLException e) {
        if (!isAboutValues(e)) {
          throw e;
        }
        close();
        LOG.warn(
            "the database {} refuses a row of {} for what is in it (SQL state {}): it stays on this machine",
            shared.name(),
            row.table().label(),
            e.getSQLState());
      }
    }
  }

  /** Whether trying again would not help: data, or what they belong to, is what is wrong. */
  private static boolean isAboutValues(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || state.startsWith("23");
  }

  private Connection open() throws StoreException {
    Connection open = connection;
    if (open == null) {
      open = shared.connect();
      connection = open;
      opened = ticker.nanos();
      lastUse = opened;
    }
    return open;
  }

  private void worked() {
    if (failing != null) {
      failing = null;
      LOG.info("the database {} takes rows again", shared.name());
    }
    retry = RETRY_FIRST;
  }

  private Duration failed(String why) {
    close();
    if (failing == null) {
      LOG.warn("{}. Calls go on; what they leave is kept here and goes there later", why);
    }
    failing = why;
    long most = retry.toMillis();
    retry = retry.multipliedBy(2).compareTo(RETRY_LAST) < 0 ? retry.multipliedBy(2) : RETRY_LAST;
    // many that wait for the same thing must not come back at the same moment
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most));
  }

  private void close() {
    Database.discard(connection);
    connection = null;
    rows = null;
  }

  /** Whether this process is the one of its machine; the operating system frees what it held. */
  private boolean isMyTurn() {
    if (mine != null) {
      return true;
    }
    try {
      FileChannel file = turnFile;
      if (file == null) {
        OwnDirectory.make(turn.getParent());
        file = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        turnFile = file;
      }
      mine = file.tryLock();
      return mine != null;
    } catch (OverlappingFileLockException _) {
      return false;
    } catch (IOException e) {
      LOG.debug("whose turn it is cannot be told: {}", e.toString());
      return true;
    }
  }
}
