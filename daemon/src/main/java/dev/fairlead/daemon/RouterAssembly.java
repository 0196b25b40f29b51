package dev.fairlead.daemon;

import dev.fairlead.daemon.cli.Traffic;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.store.MemoryJournal;
import dev.fairlead.providers.Provider;
import dev.fairlead.routing.Braking;
import dev.fairlead.routing.CapabilityRouter;
import dev.fairlead.routing.RolloutRouter;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.RouterLimits;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Breakers;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.Outside;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.SharedHealth;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routers of one process have in common; there is one in a process. */
final class RouterAssembly implements Traffic {
  private static final Logger LOG = LoggerFactory.getLogger(RouterAssembly.class);
  private static final Duration LANE_LOOK = Duration.ofSeconds(1);

  private final Settings settings;
  private final Current current;
  private final Map<String, Provider> providers;
  private final Brake brake;
  private final RandomGenerator chance = new Chance();
  private final Outside outside;
  private final Guards guards;

  RouterAssembly(
      Current current,
      Map<String, Provider> providers,
      Purse purse,
      Brake brake,
      InstantSource wall,
      Ticker ticker) {
    this.settings = current.get().settings();
    this.current = current;
    this.providers = providers;
    this.brake = brake;
    this.outside = new Outside(wall, ticker, Thread::sleep, chance);
    this.guards = guards(purse);
  }

  /** A router whose decisions go there. */
  Router to(Journal journal) {
    CapabilityRouter router =
        new CapabilityRouter(
            current::roster,
            providers,
            guards,
            new Braking(journal, brake),
            outside,
            RouterLimits.DEFAULT.with(settings.firstEvent(), settings.betweenEvents()));
    return new RolloutRouter(router, brake, chance);
  }

  @Override
  public Plan plan(Ask ask) {
    return to(new MemoryJournal()).plan(ask);
  }

  Breakers breakers() {
    return guards.breakers();
  }

  @Override
  public List<Resting> resting() {
    return guards.breakers().resting();
  }

  @Override
  public int inFlight(String key) {
    return guards.lanes().inFlight(key);
  }

  @Override
  public int width(String key) {
    return current.get().settings().laneOf(key);
  }

  /** Open until the process ends: only that may free what it holds. */
  @SuppressWarnings("resource")
  private Guards guards(Purse purse) {
    SharedHealth health =
        new SharedHealth(
            settings.stateDirectory().resolve("health"),
            () -> current.get().settings().access(),
            outside,
            LOG::warn);
    return new Guards(
        health.breakers(BreakerLimits.DEFAULT.atMost(settings.rest())),
        health.lanes(this::width, LANE_LOOK),
        purse);
  }
}
