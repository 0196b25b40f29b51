package dev.fairlead.routing.resilience;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.Boards.Shared;
import dev.fairlead.routing.resilience.Breakers.Resting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A book on the boards, and in this process where there is none. */
final class SharedBook implements Book {
  private static final long BETWEEN_TRIES = Duration.ofMillis(100).toNanos();

  private final Boards boards;
  private final LocalBook own = new LocalBook();

  SharedBook(Boards boards) {
    this.boards = boards;
  }

  @Override
  public boolean clear(String key) {
    Shared shared = boards.of(key);
    return shared == null ? own.clear(key) : shared.board().glance().isEmpty();
  }

  @Override
  public <T> T change(String key, Change<T> change) {
    Shared shared = boards.of(key);
    T result =
        shared == null ? null : shared.board().exclusively(() -> changed(shared.board(), change));
    return result == null ? own.change(key, change) : result;
  }

  @Override
  public void settle(String key, long owner, Change<?> change) {
    Shared shared = boards.of(key);
    if (shared == null || shared.board().token() != owner) {
      own.change(key, change);
    } else if (!isDone(shared.board(), change)) {
      settleLater(shared.board(), change);
    }
  }

  private void settleLater(Board board, Change<?> change) {
    boards.later(() -> {
      if (board.usable() && !isDone(board, change)) {
        LockSupport.parkNanos(BETWEEN_TRIES);
        settleLater(board, change);
      }
    });
  }

  private static boolean isDone(Board board, Change<?> change) {
    return board.exclusively(() -> changed(board, change)) != null;
  }

  private static <T> T changed(Board board, Change<T> change) {
    byte[] before = board.state();
    KeyHealth health = KeyHealth.decoded(before);
    T result = change.on(health, board.token(), board::alive);
    byte[] after = health.encoded(Board.ROOM);
    if (!Arrays.equals(before, after)) {
      board.state(after);
    }
    if (health.probedByOther(board.token())) {
      board.attend(); // who has the probe may be gone
    }
    return result;
  }

  @Override
  public List<Resting> resting(Instant now) {
    List<Resting> all = new ArrayList<>();
    for (Resting alone : own.resting(now)) {
      if (boards.of(alone.key()) == null) {
        all.add(alone);
      }
    }
    for (Access access : boards.keys()) {
      Shared shared = boards.of(access);
      KeyHealth health = shared == null ? null : shared.board().glance();
      if (shared != null && health != null && !health.isEmpty()) {
        all.addAll(health.resting(access.id(), now, shared.board()::alive));
        if (health.probedByOther(shared.board().token())) {
          shared.board().attend();
        }
      }
    }
    return all;
  }
}
