package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Empty;
import dev.fairlead.providers.ProviderError.Forbidden;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.ModelUnavailable;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.QuotaExhausted;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Health.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  static List<ProviderError> faultsOfTheVendor() {
    return List.of(
        new RateLimited(null),
        new Overloaded(null),
        new Unavailable(500),
        new TimedOut(Phase.FIRST_EVENT, ONE),
        new Disconnected("reset"),
        new Interrupted("half"),
        new Malformed("?"),
        new Empty("stop"));
  }

  static List<ProviderError> faultsOfOthers() {
    return List.of(
        new QuotaExhausted(null),
        new NoBalance(),
        new Unauthorized(),
        new Forbidden(),
        new ModelUnavailable("m", null),
        new TooLong(0),
        new ContentFiltered(),
        new Rejected("400", "no"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheVendor")
  void a_fault_of_the_vendor_is_trouble_of_the_model(ProviderError error) {
    speeds.failed("m", error, ONE, 0);
    assertThat(speeds.measured(0).troubles()).containsEntry("m", new Trouble(1, 1, ONE));
  }

  @ParameterizedTest
  @MethodSource("faultsOfOthers")
  void a_fault_of_the_key_or_the_caller_is_no_trouble_of_the_model(ProviderError error) {
    speeds.failed("m", error, ONE, 0);
    assertThat(speeds.measured(0)).isEqualTo(Speeds.Measured.NOTHING);
  }

  @Test
  void the_summary_grows_old_though_nothing_happens() {
    answer(1, 10 * MINUTE);
    assertThat(speeds.measured(10 * MINUTE).speeds()).containsEntry("m", new Speed(ONE, 100, 1));
    assertThat(speeds.measured(20 * MINUTE).speeds()).containsEntry("m", new Speed(ONE, 100, 0.5));
  }

  @Test
  void the_summary_is_kept_while_it_is_fresh() {
    answer(1, 0);
    var first = speeds.measured(0);
    assertThat(speeds.measured(ONE.toNanos())).isSameAs(first);
    assertThat(speeds.measured(ONE.toNanos() + 1)).isNotSameAs(first);
  }
}
