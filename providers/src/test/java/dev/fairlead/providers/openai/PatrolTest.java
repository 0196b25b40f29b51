package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PatrolTest {
  private static final Duration FIRST = Duration.ofNanos(100);
  private static final Duration WHOLE = Duration.ofNanos(200);

  private long now = 5000;
  private int rung;
  private final Alarms alarms = new Alarms();
  private final Stopwatch stopwatch =
      new Stopwatch(new Patience(FIRST, Duration.ofNanos(30), WHOLE), () -> now);
  private final Patrol patrol = new Patrol(stopwatch, alarms, () -> rung++);

  @AfterEach
  void stop() {
    alarms.shutdownNow();
  }

  @Test
  void one_alarm_does_for_many_waits() throws Exception {
    patrol.set();
    now += 40;
    patrol.set();
    assertThat(alarms.nanos()).containsExactly(100L);

    now += 60;
    alarms.ring();
    assertThat(rung).isEqualTo(1);
  }

  @Test
  void a_nearer_limit_turns_the_alarm_off_that_was_set() throws Exception {
    patrol.set();
    now += 69;
    stopwatch.heard();
    patrol.set();
    assertThat(alarms.nanos())
        .as("the alarm that rings in 31 is too late")
        .containsExactly(100L, 30L);

    alarms.all().getFirst().ring().run();
    assertThat(rung).isZero();
    alarms.ring();
    assertThat(rung).isEqualTo(1);
  }

  @Test
  void an_alarm_as_near_as_the_limit_stays() throws Exception {
    patrol.set();
    now += 70;
    stopwatch.heard();
    patrol.set();
    assertThat(alarms.nanos()).containsExactly(100L);
  }

  @Test
  void one_that_rang_is_set_again_and_rings_once() throws Exception {
    patrol.set();
    alarms.ring();
    alarms.ring();
    assertThat(rung).isEqualTo(1);

    now += 10;
    patrol.set();
    assertThat(alarms.nanos()).containsExactly(100L, 90L);
  }

  @Test
  void after_the_end_nothing_rings() throws Exception {
    patrol.end();
    patrol.set();
    patrol.end();
    alarms.ring();
    assertThat(rung).isZero();
  }

  @Test
  void no_wait_begins_when_the_time_is_over() {
    now += 100;
    assertTimesOut(patrol::set, Phase.FIRST_EVENT, FIRST);
    assertThat(alarms.nanos()).isEmpty();
  }

  @Test
  void connecting_has_a_limit_of_its_own() throws Exception {
    patrol.connecting(Duration.ofNanos(20));
    patrol.set();
    assertThat(alarms.nanos()).containsExactly(20L);
    now += 19;
    assertThat(patrol.isConnectingTooLong()).isFalse();
    now++;
    assertThat(patrol.isConnectingTooLong()).isTrue();
    alarms.ring();
    patrol.set();
    assertThat(alarms.nanos()).as("it rings at once").containsExactly(20L, 1L);

    patrol.connected();
    assertThat(patrol.isConnectingTooLong()).isFalse();
    alarms.ring();
    patrol.set();
    assertThat(alarms.nanos()).containsExactly(20L, 1L, 80L);
  }

  @Test
  void a_limit_of_connecting_that_is_far_off_changes_nothing() throws Exception {
    patrol.connecting(Duration.ofNanos(1000));
    patrol.set();
    assertThat(alarms.nanos()).containsExactly(100L);
  }

  @Test
  void what_comes_after_the_whole_is_too_late() {
    now += 199;
    assertThatCode(patrol::check).doesNotThrowAnyException();
    now++;
    assertTimesOut(patrol::check, Phase.FIRST_EVENT, FIRST);
    stopwatch.heard();
    assertTimesOut(patrol::check, Phase.WHOLE, WHOLE);
  }

  private static void assertTimesOut(ThrowingCallable call, Phase phase, Duration limit) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error()).isEqualTo(new TimedOut(phase, limit)));
  }
}
