package dev.fairlead.benchmarks;

import java.io.IOException;
import java.time.Duration;

/**
 * So many calls that the compilers are done with what a call needs. Many at once come first, as
 * nothing else is so many so soon; then single ones, which leave the compilers room: behind many at
 * once they have not caught up even after tens of thousands, and take a core from calls as soon as
 * these leave it.
 */
final class WarmUp {
  private static final int MANY = 40_000;
  private static final int SINGLE = 25_000;
  private static final Pace AT_ONCE = new Pace(64, Duration.ZERO);
  private static final Pace ALONE = new Pace(1, Duration.ZERO);

  private WarmUp() {}

  static void of(Daemon daemon, String arguments) throws IOException {
    var _ = Load.through(daemon, "chat", arguments, MANY, AT_ONCE);
    var _ = Load.through(daemon, "chat", arguments, SINGLE, ALONE);
  }

  static void of(BareClient bare, String base, String body) throws IOException {
    var _ = bare.load(base, body, MANY, AT_ONCE);
    var _ = bare.load(base, body, SINGLE, ALONE);
  }
}
