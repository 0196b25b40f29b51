package dev.fairlead.daemon.store;

import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.Unreadable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decisions in a database as tools see them. */
public final class DecisionPast implements Past {
  /** Vendors change: what was faster or slower before tells little. */
  private static final Duration LATELY = Duration.ofDays(7);

  private final DecisionLog log;
  private final Filter among;
  private final InstantSource clock;

  /**
   * The decisions of that log which the filter lets through. Speeds are those of all: they say
   * nothing of who asked.
   */
  public DecisionPast(DecisionLog log, Filter among, InstantSource clock) {
    this.log = log;
    this.among = among;
    this.clock = clock;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> find(String id)
      throws Unreadable, InterruptedException {
    return Aside.ask(() -> log.find(id, among));
  }

  @Override
  public List<Map<String, @Nullable Object>> last(Which which, int count)
      throws Unreadable, InterruptedException {
    return Aside.ask(() -> log.last(among.and(which), count));
  }

  @Override
  public Map<String, Speed> speeds() throws Unreadable, InterruptedException {
    Filter lately = Filter.since(clock.instant().minus(LATELY));
    return Aside.ask(() -> log.speeds(lately));
  }
}
