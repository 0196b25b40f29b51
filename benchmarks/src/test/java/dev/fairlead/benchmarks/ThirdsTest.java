package dev.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ThirdsTest {
  @Test
  void each_third_has_its_median_whatever_a_single_sample_says() {
    Thirds thirds = Thirds.of(List.of(1L, 2L, 900L, 5L, 6L, 7L, 8L, 0L, 9L));

    assertThat(thirds).isEqualTo(new Thirds(2, 6, 8));
  }

  @Test
  void what_grows_by_no_more_than_the_slack_is_level() {
    Thirds thirds = new Thirds(10, 100, 118);

    assertThat(thirds.areLevel(0.1, 8)).isTrue();
    assertThat(thirds.areLevel(0.1, 7)).isFalse();
    assertThat(thirds.areLevel(0, 17)).isFalse();
  }

  @Test
  void warming_up_is_no_growth_and_a_fall_is_none() {
    assertThat(new Thirds(10, 100, 100).areLevel(0, 0)).isTrue();
    assertThat(new Thirds(200, 100, 40).areLevel(0, 0)).isTrue();
  }

  @Test
  void two_samples_have_no_thirds() {
    assertThatIllegalArgumentException().isThrownBy(() -> Thirds.of(List.of(1L, 2L)));
  }
}
