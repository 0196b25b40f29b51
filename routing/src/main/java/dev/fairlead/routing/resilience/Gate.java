package dev.fairlead.routing.resilience;

import dev.fairlead.routing.resilience.Lanes.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a call needs to enter a lane, beside its turn in this process. */
interface Gate {
  /** Open to all. */
  Gate OPEN =
      new Gate() {
        @Override
        public Runnable take(String key, Kind kind, int width) {
          return () -> {};
        }

        @Override
        public void withdraw(String key, Kind kind) {}

        @Override
        public Duration poll() {
          return Duration.ofSeconds(1);
        }
      };

  /** Takes a place in a lane of that width; gives how to give it back, or null if none is free. */
  @Nullable Runnable take(String key, Kind kind, int width);

  /** Nobody of that kind waits here any more. */
  void withdraw(String key, Kind kind);

  /** How long to wait before asking again. */
  Duration poll();
}
