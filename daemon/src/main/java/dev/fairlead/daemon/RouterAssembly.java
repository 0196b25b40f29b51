package dev.fairlead.daemon;

import dev.fairlead.daemon.config.Settings;
import dev.fairlead.providers.Provider;
import dev.fairlead.routing.Braking;
import dev.fairlead.routing.CapabilityRouter;
import dev.fairlead.routing.RolloutRouter;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.RouterLimits;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.Outside;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.SharedHealth;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.rollout.Brake;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routers of one process have in common. */
record RouterAssembly(
    Settings settings,
    Current current,
    Map<String, Provider> providers,
    Purse purse,
    Brake brake,
    InstantSource wall,
    Ticker ticker) {
  private static final Logger LOG = LoggerFactory.getLogger(RouterAssembly.class);
  private static final Duration LANE_LOOK = Duration.ofSeconds(1);

  /** A router whose decisions go there. */
  Router to(Journal journal) {
    RandomGenerator chance = new SecureRandom();
    Outside outside = new Outside(wall, ticker, Thread::sleep, chance);
    CapabilityRouter router =
        new CapabilityRouter(
            current::roster,
            providers,
            guards(outside),
            new Braking(journal, brake),
            outside,
            limits());
    return new RolloutRouter(router, brake, chance);
  }

  /** Open until the process ends: only that may free what it holds. */
  @SuppressWarnings("resource")
  private Guards guards(Outside outside) {
    SharedHealth health =
        new SharedHealth(
            settings.stateDirectory().resolve("health"),
            () -> current.get().settings().access(),
            outside,
            LOG::warn);
    return new Guards(
        health.breakers(BreakerLimits.DEFAULT.atMost(settings.rest())),
        health.lanes(this::laneWidth, LANE_LOOK),
        purse);
  }

  private RouterLimits limits() {
    return RouterLimits.DEFAULT.with(settings.firstEvent(), settings.betweenEvents());
  }

  private int laneWidth(String key) {
    return current.get().settings().laneOf(key);
  }
}
