package dev.fairlead.daemon.store;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.LocalPurse;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.resilience.Spending;
import dev.fairlead.routing.selection.Budget;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A purse that all daemons of a user share through the database. While that is slow or away, this
 * process counts for itself, and no call waits or fails for it.
 */
public final class DatabasePurse implements Purse {
  private static final Logger LOG = LoggerFactory.getLogger(DatabasePurse.class);

  /** How old what is known of other processes may be. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Writer writer;
  private final PurseLimits limits;
  private final SpendingRows rows;
  private final InstantSource clock;
  private final Duration patience;
  private final LocalPurse own;
  private volatile Spending known = Spending.NONE;
  private volatile Instant asOf = Instant.MIN;
  private volatile boolean saidThatItFails;

  /**
   * A purse with those limits.
   *
   * @param workspace what the limit of a workspace is counted for
   * @param patience how long a call waits at most
   */
  DatabasePurse(
      Writer writer, PurseLimits limits, String workspace, InstantSource clock, Duration patience) {
    this.writer = writer;
    this.limits = limits;
    this.rows = new SpendingRows(workspace, limits.planWindow());
    this.clock = clock;
    this.patience = patience;
    this.own = new LocalPurse(limits, clock);
  }

  @Override
  public Budget budget() {
    Instant now = clock.instant();
    if (asOf.equals(Instant.MIN)) {
      wait(read(now));
    } else if (asOf.plus(FRESH).isBefore(now)) {
      asOf = now;
      var _ = read(now);
    }
    return known.under(limits);
  }

  @Override
  public Reserved reserve(Access key, double estimate, Duration within) {
    Instant now = clock.instant();
    Reserved reserved =
        wait(
            writer.submit(open -> {
              Spending spent = rows.read(open, now);
              Optional<String> refused = spent.refuses(limits, key, estimate);
              if (refused.isPresent()) {
                return new Exceeded(refused.get());
              }
              long id = rows.insert(open, key, estimate, now, now.plus(within));
              known = rows.read(open, now);
              return new Kept(id);
            }));
    return reserved == null ? own.reserve(key, estimate, within) : reserved;
  }

  private <T> @Nullable T wait(Future<T> future) {
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      failed("not within " + patience.toMillis() + " ms");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      failed(String.valueOf(e.getCause()));
    }
    return null;
  }

  private Future<Spending> read(Instant now) {
    return writer.submit(open -> {
      Spending spending = rows.read(open, now);
      known = spending;
      asOf = now;
      saidThatItFails = false;
      return spending;
    });
  }

  private void failed(String why) {
    if (!saidThatItFails) {
      saidThatItFails = true;
      LOG.warn("budgets are counted in this process alone, calls go on: {}", why);
    }
  }

  private final class Kept implements Hold {
    private final long id;
    private boolean settled;

    Kept(long id) {
      this.id = id;
    }

    @Override
    public void settle(double cost) {
      settled = true;
      write(open -> rows.settle(open, id, cost));
    }

    @Override
    public void close() {
      if (!settled) {
        settled = true;
        write(open -> rows.delete(open, id));
      }
    }

    private void write(Change change) {
      Instant now = clock.instant();
      var _ =
          writer.submit(open -> {
            change.with(open);
            known = rows.read(open, now);
            return true;
          });
    }
  }

  /** A change of rows. */
  @FunctionalInterface
  private interface Change {
    void with(Connection open) throws SQLException;
  }
}
