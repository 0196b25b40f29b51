package dev.fairlead.daemon.store;

import dev.fairlead.tools.Past;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The decisions in a database as tools see them. Each look is a thread of its own: the driver must
 * not run on the virtual thread of a call, nor see its interrupts.
 */
public final class DecisionPast implements Past {
  private final DecisionLog log;
  private final Filter among;

  /** The decisions of that log which the filter lets through. */
  public DecisionPast(DecisionLog log, Filter among) {
    this.log = log;
    this.among = among;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> find(String id)
      throws Unreadable, InterruptedException {
    FutureTask<Optional<Map<String, @Nullable Object>>> look =
        new FutureTask<>(() -> log.find(id, among));
    Thread.ofPlatform().daemon().name("log").start(look);
    try {
      return look.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new Unreadable(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    }
  }
}
