package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderException;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StopwatchTest {
  private static final Duration FIRST = Duration.ofNanos(100);
  private static final Duration BETWEEN = Duration.ofNanos(30);
  private static final Duration WHOLE = Duration.ofNanos(200);

  private long now = 5000;
  private final Stopwatch stopwatch = new Stopwatch(new Patience(FIRST, BETWEEN, WHOLE), () -> now);

  @Test
  void the_nearest_limit_counts() {
    assertThat(stopwatch.now()).isEqualTo(5000);
    assertThat(stopwatch.left()).isEqualTo(100);
    now += 40;
    assertThat(stopwatch.left()).isEqualTo(60);
    stopwatch.heard();
    assertThat(stopwatch.left()).isEqualTo(30);
    now += 145;
    stopwatch.heard();
    assertThat(stopwatch.left()).isEqualTo(15);
    now += 16;
    assertThat(stopwatch.left()).isEqualTo(-1);
  }

  @Test
  void each_request_has_its_own_wait_for_a_first_event() {
    stopwatch.sent();
    stopwatch.heard();
    now += 20;
    stopwatch.sent();
    assertThat(stopwatch.left()).isEqualTo(100);
    now += 100;
    assertThat(stopwatch.left()).isZero();
    assertThat(stopwatch.timedOut().error()).isEqualTo(new TimedOut(Phase.FIRST_EVENT, FIRST));
  }

  @Test
  void the_limit_that_was_reached_first_is_told() {
    now += 100;
    assertThat(stopwatch.timedOut().error()).isEqualTo(new TimedOut(Phase.FIRST_EVENT, FIRST));
    stopwatch.heard();
    now += 30;
    assertThat(stopwatch.timedOut().error()).isEqualTo(new TimedOut(Phase.BETWEEN_EVENTS, BETWEEN));
    now += 39;
    stopwatch.heard();
    now++;
    assertThat(stopwatch.timedOut().error())
        .as("29 are left until one limit, 30 until the other")
        .isEqualTo(new TimedOut(Phase.BETWEEN_EVENTS, BETWEEN));
  }

  @Test
  void the_whole_comes_before_a_limit_that_is_as_near() {
    now += 170;
    stopwatch.heard();
    assertThat(stopwatch.timedOut().error()).isEqualTo(new TimedOut(Phase.WHOLE, WHOLE));
  }

  @Test
  void the_whole_is_over_when_its_time_has_passed() {
    now += 199;
    assertThat(stopwatch.isOver()).isFalse();
    now++;
    assertThat(stopwatch.isOver()).isTrue();
  }

  @Test
  void a_pause_must_end_before_the_whole_does() {
    now += 150;
    assertThatCode(() -> stopwatch.allow(Duration.ofNanos(49))).doesNotThrowAnyException();
    assertThatThrownBy(() -> stopwatch.allow(Duration.ofNanos(50)))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error()).isEqualTo(new TimedOut(Phase.WHOLE, WHOLE)));
  }

  @Test
  void the_way_of_the_last_request_is_told_in_three_parts() {
    stopwatch.sent();
    now += 7;
    stopwatch.left(OptionalLong.of(now));
    stopwatch.heard();
    now += 3;
    stopwatch.sent();
    now += 5;
    stopwatch.left(OptionalLong.of(now));
    now += 11;
    assertThat(stopwatch.departure())
        .isEqualTo(
            new ChatEvent.Sent(Duration.ofNanos(10), Duration.ofNanos(5), Duration.ofNanos(11)));
  }

  @Test
  void a_request_that_never_left_was_on_its_way_until_now() {
    stopwatch.sent();
    stopwatch.left(OptionalLong.of(now));
    stopwatch.sent();
    now += 9;
    assertThat(stopwatch.departure())
        .isEqualTo(new ChatEvent.Sent(Duration.ZERO, Duration.ofNanos(9), Duration.ZERO));
  }
}
