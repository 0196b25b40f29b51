package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DrainsTest {
  private static final long SECOND = 1_000_000_000;

  private long now = 5000;
  private final Alarms alarms = new Alarms();
  private final Drains drains = new Drains(alarms, () -> now);

  @AfterEach
  void stop() {
    alarms.shutdownNow();
  }

  @Test
  void a_reply_that_does_not_end_is_given_up_after_a_second() {
    Upstream upstream = new Upstream();
    drains.watch(reply(upstream));
    assertThat(alarms.nanos()).containsExactly(SECOND);

    now += SECOND - 1;
    alarms.ring();
    assertThat(upstream.cancelled()).isZero();
    assertThat(alarms.nanos()).containsExactly(SECOND, SECOND);

    now++;
    alarms.ring();
    assertThat(upstream.cancelled()).isEqualTo(1);
    assertThat(alarms.nanos()).as("nothing is left to look at").hasSize(2);
  }

  @Test
  void one_alarm_looks_at_all() {
    Upstream early = new Upstream();
    Upstream late = new Upstream();
    drains.watch(reply(early));
    now += SECOND / 2;
    drains.watch(reply(late));
    assertThat(alarms.nanos()).hasSize(1);

    now += SECOND / 2;
    alarms.ring();
    assertThat(early.cancelled()).isEqualTo(1);
    assertThat(late.cancelled()).isZero();
    assertThat(alarms.nanos()).hasSize(2);
  }

  @Test
  void a_reply_that_ends_is_let_be() {
    Upstream upstream = new Upstream();
    Handoff body = reply(upstream);
    drains.watch(body);
    body.onComplete();
    now += 2 * SECOND;
    alarms.ring();
    assertThat(upstream.cancelled()).isZero();
    assertThat(alarms.nanos()).hasSize(1);

    Handoff ended = reply(upstream);
    ended.onComplete();
    drains.watch(ended);
    assertThat(alarms.nanos()).hasSize(1);
  }

  private static Handoff reply(Upstream upstream) {
    Handoff body = new Handoff();
    body.onSubscribe(upstream);
    return body;
  }
}
