package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** The time one attempt has left, over all requests that it takes. For one thread. */
public final class Stopwatch {
  private final Patience patience;
  private final LongSupplier ticker;
  private final long start;
  private long since;
  private boolean heard;
  private long first;
  private boolean sent;
  private OptionalLong left = OptionalLong.empty();

  /** Starts to measure. */
  public Stopwatch(Patience patience, LongSupplier ticker) {
    this.patience = patience;
    this.ticker = ticker;
    this.start = ticker.getAsLong();
    this.since = start;
  }

  /** A request goes out: the wait for its first event begins. */
  void sent() {
    long now = ticker.getAsLong();
    first = sent ? first : now;
    sent = true;
    left = OptionalLong.empty();
    since = now;
    heard = false;
  }

  /** The request that was sent last began to leave at that moment, or never did. */
  void left(OptionalLong moment) {
    left = moment;
  }

  /** How the request that was sent last left; to be asked before anything is heard of it. */
  ChatEvent.Sent departure() {
    long now = ticker.getAsLong();
    long leaving = left.orElse(now);
    return new ChatEvent.Sent(
        Duration.ofNanos(since - first),
        Duration.ofNanos(leaving - since),
        Duration.ofNanos(now - leaving));
  }

  /** An event has come: the wait for the next one begins. */
  void heard() {
    since = ticker.getAsLong();
    heard = true;
  }

  long now() {
    return ticker.getAsLong();
  }

  /** Whether the whole has had its time. */
  boolean isOver() {
    return ticker.getAsLong() - start >= patience.whole().toNanos();
  }

  /** Nanoseconds until the nearest limit; not positive once it has passed. */
  long left() {
    long now = ticker.getAsLong();
    return Math.min(patience.whole().toNanos() - (now - start), limit().toNanos() - (now - since));
  }

  /**
   * Fails at once if a pause of that length would not end before the attempt must.
   *
   * @throws ProviderException if so
   */
  public void allow(Duration pause) throws ProviderException {
    if (patience.whole().toNanos() - (ticker.getAsLong() - start) <= pause.toNanos()) {
      throw new ProviderException(new TimedOut(Phase.WHOLE, patience.whole()));
    }
  }

  /** The error of the limit that was reached first. */
  ProviderException timedOut() {
    long now = ticker.getAsLong();
    long untilWhole = patience.whole().toNanos() - (now - start);
    long untilLimit = limit().toNanos() - (now - since);
    return new ProviderException(
        untilWhole <= untilLimit
            ? new TimedOut(Phase.WHOLE, patience.whole())
            : new TimedOut(heard ? Phase.BETWEEN_EVENTS : Phase.FIRST_EVENT, limit()));
  }

  private Duration limit() {
    return heard ? patience.betweenEvents() : patience.firstEvent();
  }
}
