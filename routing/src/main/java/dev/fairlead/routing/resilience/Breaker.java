package dev.fairlead.routing.resilience;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key, or of one model with one key: closed, resting until a moment, and after
 * that open to one probe at a time. Not safe for threads: its owner holds a lock.
 */
final class Breaker {
  /** A rest that begins later than this from now was written by a clock that has been put back. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final int LONGEST_REASON = 200;

  private int failures;
  private Instant firstFailure = Instant.EPOCH;
  private int trips;
  private Instant since = Instant.EPOCH;
  private @Nullable Instant until;
  private String why = "";
  private long prober;

  /**
   * Whether a call may go now; the one that is let through a half-open breaker is its probe.
   *
   * @param alive whether a prober is still there
   */
  boolean allows(Instant now, LongPredicate alive) {
    return until == null || (!rests(until, now) && (prober == 0 || !alive.test(prober)));
  }

  private boolean rests(Instant end, Instant now) {
    return covers(since, end, now);
  }

  /**
   * Whether that moment is in the time from one to the other; not if it is so long before both that
   * the clock must have been put back since.
   */
  static boolean covers(Instant from, Instant to, Instant now) {
    return now.isBefore(to) && !now.isBefore(from.minus(SLACK));
  }

  /** Takes the place of the probe, if one is due. Call only if it {@link #allows}. */
  boolean takeProbe(long owner) {
    prober = until == null ? 0 : owner;
    return until != null;
  }

  /** Who has the probe, or 0. */
  long prober() {
    return prober;
  }

  void giveBackProbe() {
    prober = 0;
  }

  /** Forgets all failures; but a straggler from before the rest proves nothing. */
  void succeeded(boolean probe) {
    if (until == null || probe) {
      until = null;
      prober = 0;
      failures = 0;
      trips = 0;
    }
  }

  /** Counts a failure; enough of them, or one of a probe, make it rest, each time for longer. */
  void failed(boolean probe, String reason, Instant now, BreakerLimits limits) {
    if (until != null && !probe) {
      return;
    }
    if (!covers(firstFailure, firstFailure.plus(limits.window()).plusNanos(1), now)) {
      failures = 0;
    }
    if (failures == 0) {
      firstFailure = now;
    }
    failures++;
    if (probe || failures >= limits.failures()) {
      Duration rest = limits.rest();
      for (int i = 0; i < trips && rest.compareTo(limits.longest()) < 0; i++) {
        rest = rest.multipliedBy(2);
      }
      trips++;
      rest(rest.compareTo(limits.longest()) < 0 ? rest : limits.longest(), reason, now, probe);
    }
  }

  /** Makes it rest at once, whatever came before; never shortens a rest. */
  void rest(Duration time, String reason, Instant now, boolean probe) {
    Instant end = now.plus(time);
    if (until == null || probe || end.isAfter(until)) {
      since = now;
      until = end;
      why = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }
    if (probe) {
      prober = 0;
    }
    failures = 0;
  }

  /** Until when it rests, or null if calls may go; with a probe under way, at least a moment. */
  @Nullable Instant restsUntil(Instant now, LongPredicate alive) {
    if (allows(now, alive)) {
      return null;
    }
    return until != null && rests(until, now) ? until : now.plusSeconds(1);
  }

  String why() {
    return why;
  }

  /** Whether nothing would be lost by forgetting it. */
  boolean idle() {
    return until == null && failures == 0;
  }

  /** The moment after which it is the least missed. */
  Instant freshness() {
    return until == null ? firstFailure : until;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(failures);
    write(firstFailure, out);
    out.writeInt(trips);
    write(since, out);
    out.writeBoolean(until != null);
    if (until != null) {
      write(until, out);
    }
    out.writeUTF(why);
    out.writeLong(prober);
  }

  static Breaker read(DataInput in) throws IOException {
    Breaker breaker = new Breaker();
    breaker.failures = in.readInt();
    breaker.firstFailure = readInstant(in);
    breaker.trips = in.readInt();
    breaker.since = readInstant(in);
    breaker.until = in.readBoolean() ? readInstant(in) : null;
    breaker.why = in.readUTF();
    breaker.prober = in.readLong();
    return breaker;
  }

  static void write(Instant moment, DataOutput out) throws IOException {
    out.writeLong(moment.getEpochSecond());
    out.writeInt(moment.getNano());
  }

  static Instant readInstant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
