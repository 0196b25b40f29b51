package dev.fairlead.routing.rollout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A brake of one process, which judges by what that process saw, and forgets it at its end. */
public final class LocalBrake implements Brake {
  private final Consumer<String> warn;
  private final Map<Arm, Deque<Result>> newest = new EnumMap<>(Arm.class);
  private @Nullable Rollout rollout;
  private boolean back;

  /** A brake that says when it is pulled. */
  public LocalBrake(Consumer<String> warn) {
    this.warn = warn;
    for (Arm arm : Arm.values()) {
      newest.put(arm, new ArrayDeque<>());
    }
  }

  @Override
  public synchronized State state(Rollout now) {
    if (rollout == null || rollout.mode() != now.mode()) {
      back = false;
      of(Arm.ROUTER).clear();
    }
    rollout = now;
    return back ? State.PULLED : State.RELEASED;
  }

  @Override
  public synchronized void ended(Arm arm, Result result) {
    Rollout now = rollout;
    if (now == null || result == Result.ASIDE) {
      return;
    }
    Deque<Result> results = of(arm);
    results.addLast(result);
    if (results.size() > now.limits().newest()) {
      results.removeFirst();
    }
    if (!back && now.reversible()) {
      Optional<String> why = now.limits().exceeded(count(Arm.ROUTER), count(Arm.FIXED));
      why.ifPresent(reason -> {
        back = true;
        warn.accept(reason);
      });
    }
  }

  private Count count(Arm arm) {
    Deque<Result> results = of(arm);
    return new Count(results.size(), (int) results.stream().filter(r -> r == Result.ERROR).count());
  }

  private Deque<Result> of(Arm arm) {
    return newest.computeIfAbsent(arm, _ -> new ArrayDeque<>());
  }
}
