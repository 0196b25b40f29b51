package dev.fairlead.routing.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What to do next with the roll-out.
 *
 * @param step that
 * @param why in words for a person, at least one
 */
public record Advice(Step step, List<String> why) {
  /** So many times the set model's is far worse. */
  private static final double FAR = 1.5;

  /** Smaller differences do not matter, whatever their ratio. */
  private static final Duration SLIGHTLY = Duration.ofMillis(250);

  /** The same for the cost of a call, in USD. */
  private static final double CENTS = 0.001;

  public Advice {
    why = List.copyOf(why);
  }

  /** The next step. */
  public enum Step {
    /** More calls can go through the router. */
    PROMOTE,
    /** Leave it as it is, and look again. */
    HOLD,
    /** Set the mode to fixed. */
    ROLL_BACK;

    /** The words for it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What these figures call for. */
  public static Advice on(Figures fixed, Figures router, BrakeLimits limits) {
    if (fixed.count().calls() < limits.calls() || router.count().calls() < limits.calls()) {
      return new Advice(
          Step.HOLD,
          List.of(
              "it takes %d calls in each arm: there are %d of the set model and %d of the router"
                  .formatted(limits.calls(), fixed.count().calls(), router.count().calls())));
    }
    String errors =
        "%s failed of the router, %s of the set model"
            .formatted(router.count().describe(), fixed.count().describe());
    if (router.count().percent() - fixed.count().percent() > limits.points()) {
      return new Advice(Step.ROLL_BACK, List.of(errors));
    }
    List<String> worse = worse(fixed, router);
    return worse.isEmpty()
        ? new Advice(
            Step.PROMOTE, List.of(errors, "neither the 95 % time nor the cost is far worse"))
        : new Advice(Step.HOLD, worse);
  }

  private static List<String> worse(Figures fixed, Figures router) {
    List<String> worse = new ArrayList<>();
    double before = fixed.slow().toMillis();
    double now = router.slow().toMillis();
    if (now > before * FAR && now - before > SLIGHTLY.toMillis()) {
      worse.add(
          String.format(
              Locale.ROOT,
              "95 %% of the router's calls took up to %.0f ms, of the set model's %.0f ms",
              now,
              before));
    }
    double dearer = router.costOfOne() - fixed.costOfOne();
    if (router.costOfOne() > fixed.costOfOne() * FAR && dearer > CENTS) {
      worse.add(
          String.format(
              Locale.ROOT,
              "a call of the router cost $%.4f, one of the set model $%.4f",
              router.costOfOne(),
              fixed.costOfOne()));
    }
    return worse;
  }
}
