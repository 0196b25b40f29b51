package dev.fairlead.routing.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.rollout.Advice.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AdviceTest {
  private static Figures arm(int calls, int errors, int slowMillis, double costOfOne) {
    return new Figures(
        new Count(calls, errors),
        Duration.ofMillis(slowMillis / 2),
        Duration.ofMillis(slowMillis),
        calls * costOfOne,
        1_000,
        0);
  }

  private static Advice advice(Figures fixed, Figures router) {
    return Advice.on(fixed, router, BrakeLimits.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"49, 50", "50, 49", "0, 500", "500, 0"})
  void it_takes_fifty_calls_in_each_arm(int fixed, int router) {
    Advice advice = advice(arm(fixed, 0, 1_000, 0), arm(router, router, 1_000, 0));

    assertThat(advice.step()).isEqualTo(Step.HOLD);
    assertThat(advice.why())
        .containsExactly(
            "it takes 50 calls in each arm: there are %d of the set model and %d of the router"
                .formatted(fixed, router));
  }

  @Test
  void more_than_five_points_more_errors_call_for_rolling_back() {
    Figures fixed = arm(100, 2, 1_000, 0.01);

    assertThat(advice(fixed, arm(100, 7, 1_000, 0.01)).step()).isEqualTo(Step.PROMOTE);
    Advice advice = advice(fixed, arm(100, 8, 1_000, 0.01));
    assertThat(advice.step()).isEqualTo(Step.ROLL_BACK);
    assertThat(advice.why())
        .containsExactly(
            "8 of 100 (8.0 %) failed of the router, 2 of 100 (2.0 %) of the set model");
  }

  @Test
  void errors_weigh_more_than_times_and_money() {
    assertThat(advice(arm(50, 0, 1_000, 0.01), arm(50, 3, 9_000, 1)).step())
        .isEqualTo(Step.ROLL_BACK);
  }

  @Test
  void a_router_that_is_far_slower_or_dearer_is_held() {
    Figures fixed = arm(50, 0, 1_000, 0.01);

    assertThat(advice(fixed, arm(50, 0, 1_500, 0.015)).step()).isEqualTo(Step.PROMOTE);
    assertThat(advice(fixed, arm(50, 0, 1_501, 0.01)))
        .isEqualTo(
            new Advice(
                Step.HOLD,
                List.of(
                    "95 % of the router's calls took up to 1501 ms, of the set model's 1000 ms")));
    assertThat(advice(fixed, arm(50, 0, 1_000, 0.016)))
        .isEqualTo(
            new Advice(
                Step.HOLD,
                List.of("a call of the router cost $0.0160, one of the set model $0.0100")));
    assertThat(advice(fixed, arm(50, 0, 5_000, 0.1)).why()).hasSize(2);
  }

  @Test
  void small_differences_do_not_matter_whatever_their_ratio() {
    assertThat(advice(arm(50, 0, 10, 0), arm(50, 0, 260, 0.001)).step()).isEqualTo(Step.PROMOTE);
    assertThat(advice(arm(50, 0, 10, 0), arm(50, 0, 261, 0)).step()).isEqualTo(Step.HOLD);
    assertThat(advice(arm(50, 0, 10, 0), arm(50, 0, 10, 0.0011)).step()).isEqualTo(Step.HOLD);
  }

  @Test
  void a_router_that_is_better_is_promoted() {
    Advice advice = advice(arm(50, 20, 9_000, 1), arm(50, 0, 1_000, 0.01));

    assertThat(advice.step()).isEqualTo(Step.PROMOTE);
    assertThat(advice.why())
        .containsExactly(
            "0 of 50 (0.0 %) failed of the router, 20 of 50 (40.0 %) of the set model",
            "neither the 95 % time nor the cost is far worse");
  }

  @Test
  void figures_leave_aside_what_says_nothing_and_time_what_was_answered() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      samples.add(new Sample(Result.ANSWERED, Duration.ofMillis(i), 0.5, 10));
    }
    samples.add(new Sample(Result.ERROR, Duration.ofMinutes(9), 0.25, 4));
    samples.add(new Sample(Result.ASIDE, Duration.ofMinutes(9), 100, 100));

    Figures figures = Figures.of(samples.reversed());

    assertThat(figures)
        .isEqualTo(
            new Figures(
                new Count(101, 1), Duration.ofMillis(50), Duration.ofMillis(95), 50.25, 1_004, 1));
    assertThat(figures.answered()).isEqualTo(100);
    assertThat(figures.costOfOne()).isEqualTo(50.25 / 101);
  }

  @Test
  void figures_of_few_calls_are_those_of_the_slowest() {
    Sample one = new Sample(Result.ANSWERED, Duration.ofMillis(7), 0, 0);
    Sample two = new Sample(Result.ANSWERED, Duration.ofMillis(9), 0, 0);

    assertThat(Figures.of(List.of(one, two)))
        .isEqualTo(
            new Figures(new Count(2, 0), Duration.ofMillis(7), Duration.ofMillis(9), 0, 0, 0));
    assertThat(Figures.of(List.of()))
        .isEqualTo(new Figures(Count.NONE, Duration.ZERO, Duration.ZERO, 0, 0, 0));
    assertThat(Figures.of(List.of()).costOfOne()).isZero();
  }
}
