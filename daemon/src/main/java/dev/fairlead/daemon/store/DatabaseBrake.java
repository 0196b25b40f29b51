package dev.fairlead.daemon.store;

import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.routing.rollout.Count;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Result;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.rollout.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A brake that all daemons of a user share through the database: it judges by the decisions there,
 * and what it finds holds for all of them, also after they end. While the database is away, what
 * was known last holds.
 */
public final class DatabaseBrake implements Brake {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseBrake.class);

  /** How old what is known of other processes may be. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Calls that end within so long are judged together. */
  private static final Duration GATHER = Duration.ofMillis(100);

  private static final Duration WINDOW = Duration.ofHours(24);
  private static final int BASELINE = 1_000;

  private final Writer writer;
  private final InstantSource clock;
  private final Duration patience;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rollout").factory());
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile @Nullable Rollout current;
  private @Nullable Future<?> noting;
  private volatile @Nullable Standing known;
  private volatile Instant asOf = Instant.MIN;

  /**
   * A brake in that database.
   *
   * @param patience how long a call waits at most
   */
  DatabaseBrake(Writer writer, InstantSource clock, Duration patience) {
    this.writer = writer;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public State state(Rollout rollout) {
    Instant now = clock.instant();
    Future<?> noted = noted(rollout, now);
    if (rollout.reversible()) {
      if (!noted.isDone() && !ends(noted)) {
        return State.UNKNOWN;
      }
      if (asOf.plus(FRESH).isBefore(now)) {
        asOf = now;
        refresh();
      }
    }
    Standing standing = known;
    return standing != null && standing.holds(rollout.mode()) ? State.PULLED : State.RELEASED;
  }

  /** The writing down of the mode in force; begun anew if it is another. */
  private synchronized Future<?> noted(Rollout rollout, Instant now) {
    Rollout before = current;
    current = rollout;
    Future<?> noted = noting;
    if (noted == null || before == null || before.mode() != rollout.mode()) {
      asOf = now;
      noted = note(rollout.mode(), now);
      noting = noted;
    }
    return noted;
  }

  @Override
  public void ended(Arm arm, Result result) {
    Rollout rollout = current;
    if (arm == Arm.ROUTER
        && result != Result.ASIDE
        && rollout != null
        && rollout.reversible()
        && looking.compareAndSet(false, true)) {
      var _ = later.schedule(this::look, GATHER.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Waits until all that has ended is judged, for that long at most. */
  void flush(Duration time) throws InterruptedException, ExecutionException, TimeoutException {
    later
        .schedule(() -> {}, GATHER.toMillis(), TimeUnit.MILLISECONDS)
        .get(time.toNanos(), TimeUnit.NANOSECONDS);
    writer.flush(time);
  }

  /** Whether the work ends while a call waits. */
  private boolean ends(Future<?> work) {
    try {
      work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      LOG.debug("whether the router was given up: {}", e.toString());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Writes down that this mode is in force now, if another was last. */
  private Future<?> note(Mode mode, Instant now) {
    return inDatabase(open -> {
      Optional<Standing> last = RolloutRows.newest(open).filter(turn -> turn.mode() == mode);
      return last.isPresent()
          ? last.get()
          : RolloutRows.insert(open, RolloutRows.Turn.SET, mode, now, "");
    });
  }

  private void refresh() {
    var _ = inDatabase(open -> RolloutRows.newest(open).orElse(null));
  }

  private void look() {
    looking.set(false);
    Rollout rollout = current;
    if (rollout != null && rollout.reversible()) {
      Instant now = clock.instant();
      var _ = inDatabase(open -> judged(open, rollout, now));
    }
  }

  /** The last turn, which is a new one if the router has to be given up. */
  private static @Nullable Standing judged(Connection open, Rollout rollout, Instant now)
      throws SQLException {
    Standing last = RolloutRows.newest(open).orElse(null);
    if (last != null && last.holds(rollout.mode())) {
      return last;
    }
    Instant day = now.minus(WINDOW);
    Instant since = last == null || last.since().isBefore(day) ? day : last.since();
    Count router =
        RolloutRows.count(open, Arm.ROUTER, rollout.mode(), since, rollout.limits().newest());
    if (router.calls() < rollout.limits().calls()) {
      return last;
    }
    Count fixed = RolloutRows.count(open, Arm.FIXED, null, since, BASELINE);
    if (fixed.calls() < rollout.limits().calls()) {
      fixed = RolloutRows.count(open, Arm.FIXED, null, Instant.EPOCH, BASELINE);
    }
    Optional<String> why = rollout.limits().exceeded(router, fixed);
    return why.isPresent()
        ? RolloutRows.insert(open, RolloutRows.Turn.BACK, rollout.mode(), now, why.get())
        : last;
  }

  private void know(@Nullable Standing standing) {
    Rollout rollout = current;
    if (standing == null || rollout == null) {
      return;
    }
    boolean before = known != null && known.holds(rollout.mode());
    known = standing;
    boolean back = standing.holds(rollout.mode());
    if (back && !before) {
      LOG.warn(
          "calls go to the fixed model, though routing.mode is {}: {}. To have them go through the"
              + " router again: daemon rollout --resume, or set another mode",
          rollout.mode().label(),
          standing.why());
    } else if (before && !back) {
      LOG.info("calls go through the router again");
    }
  }

  /** What came of the work in the database is known from then on. */
  private Future<?> inDatabase(Order.Work<@Nullable Standing> work) {
    return writer.submit(open -> {
      know(work.with(open));
      return true;
    });
  }
}
