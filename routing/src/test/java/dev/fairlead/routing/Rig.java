package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.routing.resilience.LocalLanes;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A router over two vendors that do what a test says, in virtual time. */
final class Rig {
  static final Duration LONG = Duration.ofMinutes(15);
  static final Map<String, List<String>> VARIABLES =
      Map.of("red", List.of("RED_API_KEY", "RED_KEY"), "blue", List.of("BLUE_API_KEY"));

  final VirtualTime time = new VirtualTime();
  final ScriptedProvider red = new ScriptedProvider("red");
  final ScriptedProvider blue = new ScriptedProvider("blue");
  final List<Decision> journal = Collections.synchronizedList(new ArrayList<>());
  final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  final LocalBreakers breakers = new LocalBreakers(BreakerLimits.DEFAULT, time::now);
  final LocalLanes lanes = new LocalLanes(_ -> 2, Duration.ofMillis(5));
  final Model redModel = model("red-5", "red", 5, THINKING, VISION);
  final Model blueModel = model("blue-3", "blue", 3, THINKING, WEB_SEARCH);
  List<Model> models = List.of(redModel, blueModel);
  List<Access> keys = List.of(key("red-a", "red"), key("blue-a", "blue"));

  RouterLimits limits = RouterLimits.DEFAULT;
  Purse purse = Purse.BOTTOMLESS;
  Switches switches = Switches.NONE;

  RouterLimits limits(Duration laneWait) {
    return new RouterLimits(
        limits.attempts(),
        limits.continuations(),
        limits.patience(),
        laneWait,
        limits.planWait(),
        limits.restWait(),
        limits.firstEvent(),
        limits.betweenEvents(),
        limits.fairWait(),
        limits.backoff());
  }

  CapabilityRouter router() {
    Roster roster = new Roster(new Catalog(models), keys, VARIABLES, switches);
    return new CapabilityRouter(
        () -> roster,
        Map.of("red", red, "blue", blue),
        new Guards(breakers, lanes, purse),
        journal::add,
        time.outside(),
        limits);
  }

  Answer run(Ask ask, Deadline deadline) throws Exception {
    return router().run(ask, _ -> List.of(new Message.User("hello")), deadline, progress::add);
  }

  Answer run(Ask ask) throws Exception {
    return run(ask, time.in(LONG));
  }

  Answer run() throws Exception {
    return run(Ask.of("chat", Requirements.NONE));
  }

  RoutingException failure(Ask ask) {
    RoutingException e = catchThrowableOfType(RoutingException.class, () -> run(ask));
    assertThat(journal).containsExactly(e.decision());
    return e;
  }

  RoutingException failure() {
    return failure(Ask.of("chat", Requirements.NONE));
  }
}
