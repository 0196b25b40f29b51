package dev.fairlead.routing.resilience;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key, or of one model with one key: closed, resting until a moment, and after
 * that open to one probe at a time. Not safe for threads: its owner holds a lock.
 */
final class Breaker {
  private int failures;
  private Instant firstFailure = Instant.EPOCH;
  private int trips;
  private @Nullable Instant until;
  private String why = "";
  private boolean probing;

  /** Whether a call may go now; the one that is let through a half-open breaker is its probe. */
  boolean allows(Instant now) {
    return until == null || (!probing && !now.isBefore(until));
  }

  /** Takes the place of the probe, if one is due. Call only if it {@link #allows}. */
  boolean takeProbe() {
    probing = until != null;
    return probing;
  }

  void giveBackProbe() {
    probing = false;
  }

  /** Forgets all failures; but a straggler from before the rest proves nothing. */
  void succeeded(boolean probe) {
    if (until == null || probe) {
      until = null;
      probing = false;
      failures = 0;
      trips = 0;
    }
  }

  /** Counts a failure; enough of them, or one of a probe, make it rest, each time for longer. */
  void failed(boolean probe, String reason, Instant now, BreakerLimits limits) {
    if (until != null && !probe) {
      return;
    }
    if (now.isAfter(firstFailure.plus(limits.window()))) {
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
      until = end;
      why = reason;
    }
    if (probe) {
      probing = false;
    }
    failures = 0;
  }

  /** Until when it rests, or null if calls may go; with a probe under way, at least a moment. */
  @Nullable Instant restsUntil(Instant now) {
    if (allows(now)) {
      return null;
    }
    return until != null && until.isAfter(now) ? until : now.plusSeconds(1);
  }

  String why() {
    return why;
  }

  /** Whether nothing would be lost by forgetting it. */
  boolean idle() {
    return until == null && failures == 0;
  }
}
