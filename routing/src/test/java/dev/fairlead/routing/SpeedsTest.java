package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Health.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpeedsTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Duration ONE = Duration.ofSeconds(1);

  private final Speeds speeds = new Speeds();

  private void answer(int seconds, long now) {
    speeds.answered("m", ONE, Duration.ofSeconds(1 + seconds), 100, now);
  }

  @Test
  void an_average_moves_with_each_call() {
    answer(1, 0);
    assertThat(speeds.measured(0).speeds()).containsEntry("m", new Speed(ONE, 100, 1));
    answer(2, 0);
    assertThat(speeds.measured(0).speeds()).containsEntry("m", new Speed(ONE, 75, 2));
  }

  @Test
  void no_more_than_ten_calls_count() {
    for (int i = 0; i < 100; i++) {
      answer(1, 0);
    }
    answer(2, 0);
    assertThat(speeds.measured(0).speeds()).containsEntry("m", new Speed(ONE, 95, 10));
  }

  @Test
  void what_is_old_counts_less_and_is_forgotten() {
    answer(1, 0);
    speeds.failed("m", new Overloaded(null), ONE, 0);
    assertThat(speeds.measured(10 * MINUTE).speeds()).containsEntry("m", new Speed(ONE, 100, 0.5));
    assertThat(speeds.measured(10 * MINUTE).troubles())
        .containsEntry("m", new Trouble(0.5, 1, ONE));
    assertThat(speeds.measured(50 * MINUTE)).isEqualTo(Speeds.Measured.NOTHING);
    answer(1, 10 * MINUTE);
    assertThat(speeds.measured(10 * MINUTE).speeds()).containsEntry("m", new Speed(ONE, 100, 1.5));
  }

  @Test
  void an_answer_that_was_not_timed_counts_as_a_call_alone() {
    speeds.answered("m", null, ONE, 100, 0);
    speeds.answered("m", ONE, ONE, 100, 0);
    speeds.answered("m", ONE, ONE.plus(ONE), 0, 0);
    speeds.failed("m", new Overloaded(null), ONE, 0);
    speeds.failed("m", new Overloaded(null), ONE.plus(ONE), 0);
    assertThat(speeds.measured(0).speeds()).isEmpty();
    assertThat(speeds.measured(0).troubles())
        .containsEntry("m", new Trouble(2, 5, Duration.ofMillis(1_500)));
  }

  @Test
  void what_is_not_the_vendors_fault_is_not_held_against_it() {
    speeds.failed("m", new TooLong(0), ONE, 0);
    speeds.failed("m", new Rejected("400", "no"), ONE, 0);
    assertThat(speeds.measured(0)).isEqualTo(Speeds.Measured.NOTHING);
  }

  @Test
  void the_summary_is_kept_while_it_is_fresh() {
    answer(1, 0);
    var first = speeds.measured(0);
    assertThat(speeds.measured(ONE.toNanos())).isSameAs(first);
    assertThat(speeds.measured(ONE.toNanos() + 1)).isNotSameAs(first);
  }
}
