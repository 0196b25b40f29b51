package dev.fairlead.routing;

import dev.fairlead.routing.resilience.Ticker;
import java.time.Duration;
import java.util.Locale;

/** Tells how far a call is: turns at once, what merely goes on about once a second. */
final class Narrator {
  private static final long GAP = Duration.ofSeconds(1).toNanos();
  private static final int CHARS_PER_TOKEN = 4;

  private final Progress progress;
  private final Ticker ticker;
  private long last;

  Narrator(Progress progress, Ticker ticker) {
    this.progress = progress;
    this.ticker = ticker;
    this.last = ticker.nanos() - GAP;
  }

  /** Something has changed. */
  void turn(String message) {
    last = ticker.nanos();
    progress.report(message);
  }

  /** What a model answers from now on is to be had there. */
  void answering(Reply reply) {
    progress.answering(reply::soFar);
  }

  /** The model is at it; {@code chars} is how much of that has come. */
  void goesOn(String model, String doing, long chars) {
    long now = ticker.nanos();
    if (now - last >= GAP) {
      last = now;
      long tokens = (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
      progress.report(
          String.format(Locale.ROOT, "%s is %s, %,d tokens so far", model, doing, tokens));
    }
  }

  /** The call waits for a slot. */
  void waits(String key, int before) {
    long now = ticker.nanos();
    if (now - last >= GAP) {
      last = now;
      progress.report(
          "waiting for a free slot of "
              + key
              + (before == 0 ? ", next in line" : ", " + before + " before this call"));
    }
  }
}
