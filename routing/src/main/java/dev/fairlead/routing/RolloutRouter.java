package dev.fairlead.routing;

import dev.fairlead.providers.Model;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.routing.rollout.Brake.State;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Selection;
import dev.fairlead.routing.selection.Situation;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends each call the way that the roll-out in force has for it: to the set model, or to the one
 * that the capability router finds. A call that names its model goes there in every mode.
 */
public final class RolloutRouter implements Router {
  private final CapabilityRouter router;
  private final Brake brake;
  private final RandomGenerator chance;

  /**
   * A roll-out of that router.
   *
   * @param router chooses, and has every call done
   * @param brake may take the choice from it
   * @param chance gives calls that belong to no thread their places; used by many threads at once
   */
  public RolloutRouter(CapabilityRouter router, Brake brake, RandomGenerator chance) {
    this.router = router;
    this.brake = brake;
    this.chance = chance;
  }

  /** What would be tried; in a canary, an ask of no thread is planned as the router would. */
  @Override
  public Plan plan(Ask ask) {
    return course(ask, false).plan();
  }

  @Override
  public long leastWindow() {
    return router.leastWindow();
  }

  @Override
  public Answer run(Ask ask, Prompt prompt, Deadline deadline, Progress progress)
      throws RoutingException, InterruptedException {
    return router.run(course(ask, true), prompt, deadline, progress);
  }

  @Override
  public Decision answeredDirectly(Ask ask) {
    return router.answeredDirectly(ask);
  }

  private Course course(Ask ask, boolean running) {
    Situation situation = router.situation(ask);
    Rollout rollout = situation.roster().switches().rollout();
    State state = brake.state(rollout);
    boolean back = state == State.PULLED;
    Arm arm = arm(ask, rollout, state, running);
    if (arm == Arm.FIXED) {
      Optional<Model> fixed = situation.roster().fixed(situation.today());
      if (fixed.isPresent()) {
        boolean beside = running && rollout.mode() == Mode.SHADOW;
        Plan shadow = beside ? Selection.plan(ask, situation) : null;
        return new Course(
            Selection.plan(ask, situation, fixed.get()),
            situation,
            new Placement(rollout.mode(), arm, back, shadow));
      }
      arm = null; // nothing can be asked, and the plan says why
    }
    Plan plan = Selection.plan(ask, situation);
    return new Course(plan, situation, new Placement(rollout.mode(), arm, back, null));
  }

  /** The arm of that ask, or null if its caller chose. */
  private @Nullable Arm arm(Ask ask, Rollout rollout, State state, boolean running) {
    if (ask.model() != null) {
      return null;
    }
    if (state != State.RELEASED) {
      return Arm.FIXED;
    }
    if (ask.thread() != null) {
      return rollout.armOf(ask.thread());
    }
    return running || rollout.mode() != Mode.CANARY
        ? rollout.armOf(Long.toHexString(chance.nextLong()))
        : Arm.ROUTER;
  }
}
