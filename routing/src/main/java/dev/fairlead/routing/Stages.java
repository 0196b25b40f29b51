package dev.fairlead.routing;

import dev.fairlead.providers.ChatEvent.Sent;
import dev.fairlead.routing.journal.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one attempt's time goes to, as far as it has come. All times are from its start. */
final class Stages {
  private Duration counted = Duration.ZERO;
  private @Nullable Duration written;
  private Duration ahead = Duration.ZERO;
  private Duration connect = Duration.ZERO;

  /** The vendor was asked to count the prompt, which is over. */
  void counted(Duration took) {
    counted = took;
  }

  /** The request has left; of several, the first tells where the time went before. */
  void sent(Sent sent, Duration took) {
    if (written == null) {
      ahead = sent.ahead();
      connect = sent.connecting();
      written = took.minus(counted).minus(ahead).minus(connect).minus(sent.since());
    }
  }

  /** The parts, for an attempt that has taken so long after waits of that kind. */
  Timing timing(Timing before, @Nullable Duration first, Duration took) {
    Duration own = written == null ? Duration.ZERO : written;
    Duration spoken = first == null ? took : first;
    Duration until = own.plus(counted).plus(ahead).plus(connect);
    return before.plus(
        new Timing(
            own,
            Duration.ZERO,
            Duration.ZERO,
            counted.plus(ahead),
            connect,
            spoken.minus(until),
            took.minus(spoken)));
  }
}
