package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(2), 2, Duration.ofSeconds(30));

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }

  @Test
  void pauses_double_up_to_the_longest() {
    assertThat(
            IntStream.rangeClosed(1, 6)
                .mapToObj(failures -> backoff.after(failures, always(1)).toSeconds()))
        .containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(backoff.after(10_000, always(1))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void chance_takes_away_up_to_a_half() {
    assertThat(backoff.after(1, always(0))).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.after(1, always(0.5))).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void pauses_that_shrink_are_refused() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), 0.5, Duration.ofSeconds(30)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), 2, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(-2), 2, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
