package dev.fairlead.routing.resilience;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.Boards.Shared;
import dev.fairlead.routing.resilience.Breakers.Resting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Breakers and lanes that all processes of one user on one machine share, through one small file
 * for each key. What cannot be shared is kept in this process, and said once. There is one of these
 * in a process for each directory.
 */
public final class SharedHealth implements AutoCloseable {
  private final Boards boards;
  private final Outside outside;

  /**
   * Health in that directory, which is made when the first call needs it.
   *
   * @param keys those in use; asked for each call
   * @param warning told once if the directory cannot be used
   */
  public SharedHealth(
      Path directory, Supplier<List<Access>> keys, Outside outside, Consumer<String> warning) {
    this.boards = new Boards(directory, keys, outside, warning);
    this.outside = outside;
  }

  /** Breakers with those limits. */
  public Breakers breakers(BreakerLimits limits) {
    return new SharedBreakers(new Admissions(new SharedBook(boards), limits, outside.wall()));
  }

  /**
   * Lanes of those widths. Where processes disagree on a width, each keeps to its own.
   *
   * @param widths how many calls may be in flight for a key, by the id of its access
   * @param look how often one who waits tells of it
   */
  public Lanes lanes(ToIntFunction<String> widths, Duration look) {
    return new SharedLanes(boards, new LocalLanes(widths, look, new BoardGate(boards)));
  }

  /** Leaves, as the end of the process would: with calls in flight, others take their slots. */
  @Override
  public void close() {
    boards.close();
  }

  private record SharedBreakers(Admissions admissions) implements Breakers {
    @Override
    public Entry enter(String key, String model) {
      return admissions.enter(key, model);
    }

    @Override
    public void rest(Resting found) {
      admissions.rest(found);
    }

    @Override
    public List<Resting> resting() {
      return admissions.book().resting(admissions.clock().instant());
    }
  }

  private record SharedLanes(Boards boards, LocalLanes own) implements Lanes {
    @Override
    public Optional<Slot> enter(String key, Kind kind, Deadline within, IntConsumer waiting)
        throws InterruptedException {
      return own.enter(key, kind, within, waiting);
    }

    @Override
    public int inFlight(String key) {
      Shared shared = boards.of(key);
      Integer all = shared == null ? null : shared.lane().inFlight();
      return all == null ? own.inFlight(key) : all;
    }
  }

  /** Lets in who has a place on the board of the key. */
  private record BoardGate(Boards boards) implements Gate {
    private static final Duration POLL = Duration.ofMillis(2);

    @Override
    public @Nullable Runnable take(String key, Lanes.Kind kind, int width) {
      Shared shared = boards.of(key);
      if (shared == null) {
        return () -> {};
      }
      return shared.lane().take(kind, width) ? () -> shared.lane().give(kind) : null;
    }

    @Override
    public void withdraw(String key, Lanes.Kind kind) {
      Shared shared = boards.of(key);
      if (shared != null) {
        shared.lane().withdraw(kind);
      }
    }

    @Override
    public Duration poll() {
      return POLL;
    }
  }
}
