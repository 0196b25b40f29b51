package dev.fairlead.routing.selection;

import static dev.fairlead.routing.selection.Policy.BALANCED;
import static dev.fairlead.routing.selection.Policy.CHEAP;
import static dev.fairlead.routing.selection.Policy.FAST;
import static dev.fairlead.routing.selection.Policy.QUALITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.routing.selection.Health.Speed;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScoreTest {
  private static final double HALF_PRICE = 0.02;
  private static final double HALF_SECONDS = 20;

  @ParameterizedTest
  @EnumSource
  void the_strongest_model_free_and_at_once_is_as_good_as_can_be(Policy policy) {
    assertThat(Score.of(policy, 5, 0, 0)).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void stronger_cheaper_and_faster_are_better_and_nothing_is_out_of_range(Policy policy) {
    for (int tier = 1; tier <= 5; tier++) {
      for (double cost : new double[] {0, 0.001, 0.02, 0.5, 40}) {
        for (double seconds : new double[] {0, 1, 20, 90, 3_600}) {
          double score = Score.of(policy, tier, cost, seconds);
          assertThat(score).isBetween(0.0, 1.0);
          assertThat(Score.of(policy, tier + 1, cost, seconds)).isGreaterThan(score);
          assertThat(Score.of(policy, tier, cost + 0.01, seconds)).isLessThan(score);
          assertThat(Score.of(policy, tier, cost, seconds + 1)).isLessThan(score);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"QUALITY, 0.8, 0.1, 0.1", "BALANCED, 0.5, 0.3, 0.2", "FAST, 0.1, 0.1, 0.8"})
  void half_as_strong_or_cheap_or_fast_loses_half_of_what_that_weighs(
      Policy policy, double strength, double price, double speed) {
    assertThat(Score.of(policy, 3, 0, 0)).isCloseTo(1 - strength / 2, within(1e-9));
    assertThat(Score.of(policy, 5, HALF_PRICE, 0)).isCloseTo(1 - price / 2, within(1e-9));
    assertThat(Score.of(policy, 5, 0, HALF_SECONDS)).isCloseTo(1 - speed / 2, within(1e-9));
  }

  @Test
  void cheap_looks_at_the_price_and_at_the_tier_where_prices_are_alike() {
    assertThat(Score.of(CHEAP, 1, 0.001, 60)).isGreaterThan(Score.of(CHEAP, 5, 0.01, 1));
    assertThat(Score.of(CHEAP, 4, 0.01, 20)).isGreaterThan(Score.of(CHEAP, 1, 0.01, 20));
    assertThat(Score.of(CHEAP, 5, HALF_PRICE, 0)).isCloseTo(0.55, within(1e-9));
    assertThat(Score.of(CHEAP, 5, 0, HALF_SECONDS)).isCloseTo(0.98, within(1e-9));
    assertThat(Score.of(CHEAP, 3, 0, 0)).isCloseTo(0.97, within(1e-9));
  }

  @Test
  void a_tier_outweighs_price_and_speed_where_quality_is_wanted_alone() {
    assertThat(Score.of(QUALITY, 5, 1_000, 36_000)).isGreaterThan(Score.of(QUALITY, 4, 0, 0));
    assertThat(Score.of(BALANCED, 5, 1_000, 36_000)).isLessThan(Score.of(BALANCED, 4, 0, 0));
    assertThat(Score.of(FAST, 5, 0, 30)).isLessThan(Score.of(FAST, 1, 0, 5));
  }

  @Test
  void what_was_measured_takes_the_place_of_the_guess_call_by_call() {
    double guess = Score.seconds(5, null);
    Duration first = Duration.ofSeconds(2);
    assertThat(guess).isEqualTo(30);
    assertThat(Score.seconds(1, null)).isEqualTo(8);
    // two seconds and a thousand tokens at a hundred a second
    double real = 12;
    assertThat(Score.seconds(5, new Speed(first, 100, 3)))
        .isCloseTo((real + guess) / 2, within(1e-9));
    assertThat(Score.seconds(5, new Speed(first, 100, 9)))
        .isCloseTo(real * 0.75 + guess * 0.25, within(1e-9));
    assertThat(Score.seconds(5, new Speed(first, 100, 1e9))).isCloseTo(real, within(1e-6));
  }
}
