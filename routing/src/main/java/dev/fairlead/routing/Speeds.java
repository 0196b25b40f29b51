package dev.fairlead.routing;

import dev.fairlead.routing.selection.Health.Speed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How fast models were in this process, newer calls counting more than older ones. */
final class Speeds {
  /** Calls that count; the average then moves by a tenth of each new one. */
  private static final int MEMORY = 10;

  private volatile Map<String, Speed> measured = Map.of();

  Map<String, Speed> measured() {
    return measured;
  }

  /** Learns from a streamed answer; one too short to time teaches nothing. */
  synchronized void learn(String model, Duration firstEvent, Duration took, long tokens) {
    double seconds = took.minus(firstEvent).toMillis() / 1e3;
    if (tokens <= 0 || seconds <= 0) {
      return;
    }
    double rate = tokens / seconds;
    Speed old = measured.get(model);
    Speed now = old == null ? new Speed(firstEvent, rate, 1) : mix(old, firstEvent, rate);
    Map<String, Speed> all = new HashMap<>(measured);
    all.put(model, now);
    measured = Map.copyOf(all);
  }

  private static Speed mix(Speed old, Duration firstEvent, double rate) {
    int samples = Math.min(MEMORY, old.samples() + 1);
    double first =
        old.firstEvent().toMillis()
            + (firstEvent.toMillis() - old.firstEvent().toMillis()) / (double) samples;
    double tokens = old.tokensPerSecond() + (rate - old.tokensPerSecond()) / samples;
    return new Speed(Duration.ofMillis(Math.round(first)), tokens, samples);
  }
}
