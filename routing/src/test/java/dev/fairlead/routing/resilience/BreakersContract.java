package dev.fairlead.routing.resilience;

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
import dev.fairlead.routing.resilience.Breakers.Entry;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Breakers.Throttled;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class BreakersContract {
  private static final Duration REST = BreakerLimits.DEFAULT.rest();
  private static final TimedOut SILENCE = new TimedOut(Phase.FIRST_EVENT, Duration.ofMinutes(3));

  final VirtualTime time = new VirtualTime();
  private Breakers breakers;

  /** Breakers with the default limits, all closed, whose clock is {@link #time}. */
  abstract Breakers breakers();

  @BeforeEach
  void open() {
    breakers = breakers();
  }

  private Entry enter() {
    return breakers.enter("key", "model");
  }

  private Pass pass() {
    Entry entry = enter();
    assertThat(entry).isInstanceOf(Pass.class);
    return (Pass) entry;
  }

  private void fail(ProviderError... errors) {
    for (ProviderError error : errors) {
      Entry entry = enter();
      assertThat(entry).isInstanceOf(Pass.class);
      try (Pass pass = (Pass) entry) {
        pass.failed(error);
      }
    }
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void succeed() {
    try (Pass pass = pass()) {
      pass.succeeded();
    }
  }

  @Test
  void three_failures_of_the_vendor_make_a_model_rest() {
    fail(new Overloaded(null), new Unavailable(500));
    assertThat(breakers.resting()).isEmpty();
    fail(SILENCE);
    assertThat(breakers.resting())
        .containsExactly(new Resting("key", "model", SILENCE.describe(), time.now().plus(REST)));
    assertThat(enter()).isInstanceOf(Resting.class);
    assertThat(breakers.enter("key", "sibling")).isInstanceOf(Pass.class);
    assertThat(breakers.enter("other", "model")).isInstanceOf(Pass.class);
  }

  @Test
  void broken_connections_and_answers_count_too() {
    fail(new Disconnected("refused"), new Interrupted("half"), new Interrupted("more"));
    assertThat(breakers.resting()).extracting(Resting::why).containsExactly("answers break off");
  }

  @Test
  void an_answer_forgets_earlier_failures() {
    for (int i = 0; i < 5; i++) {
      fail(new Overloaded(null), new Overloaded(null));
      succeed();
    }
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void old_failures_are_forgotten() {
    fail(new Overloaded(null), new Overloaded(null));
    time.pass(BreakerLimits.DEFAULT.window().plusMillis(1));
    fail(new Overloaded(null), new Overloaded(null));
    assertThat(breakers.resting()).isEmpty();
    fail(new Overloaded(null));
    assertThat(breakers.resting()).hasSize(1);
  }

  @Test
  void mistakes_of_the_caller_count_for_nothing() {
    for (int i = 0; i < 10; i++) {
      fail(
          new Rejected("400", "wrong"),
          new TooLong(0),
          new ContentFiltered(),
          new Malformed("?"),
          new Empty("stop"),
          new TimedOut(Phase.WHOLE, REST));
    }
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void a_cancel_counts_for_nothing() {
    for (int i = 0; i < 10; i++) {
      pass().close();
    }
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void a_key_that_is_refused_rests_for_all_models() {
    fail(new Unauthorized());
    assertThat(breakers.enter("key", "sibling"))
        .isEqualTo(
            new Resting(
                "key",
                null,
                new Unauthorized().describe(),
                time.now().plus(BreakerLimits.DEFAULT.refused())));
    assertThat(breakers.enter("other", "model")).isInstanceOf(Pass.class);
  }

  @Test
  void a_key_without_balance_rests_longer() {
    fail(new NoBalance());
    assertThat(breakers.resting())
        .extracting(Resting::until)
        .containsExactly(time.now().plus(BreakerLimits.DEFAULT.unpaid()));
  }

  @Test
  void a_key_rests_until_its_window_is_reset_but_not_for_ever() {
    fail(new QuotaExhausted(time.now().plusSeconds(100)));
    assertThat(breakers.resting())
        .extracting(Resting::until)
        .containsExactly(time.now().plusSeconds(100));
    time.pass(Duration.ofSeconds(100));
    fail(new QuotaExhausted(time.now().plus(Duration.ofDays(400))));
    assertThat(breakers.resting())
        .extracting(Resting::until)
        .containsExactly(time.now().plus(BreakerLimits.DEFAULT.longestQuota()));
  }

  @Test
  void a_window_without_a_reset_time_rests_like_an_empty_account() {
    fail(new QuotaExhausted(null));
    assertThat(breakers.resting())
        .extracting(Resting::until)
        .containsExactly(time.now().plus(BreakerLimits.DEFAULT.unpaid()));
  }

  @Test
  void a_model_that_is_withheld_from_a_key_rests_at_once() {
    fail(new ModelUnavailable("model", null));
    try (Pass pass = (Pass) breakers.enter("key", "secret")) {
      pass.failed(new Forbidden());
    }
    assertThat(breakers.resting())
        .extracting(Resting::model)
        .containsExactlyInAnyOrder("model", "secret");
    assertThat(breakers.enter("key", "sibling")).isInstanceOf(Pass.class);
  }

  @Test
  void a_rate_limit_slows_a_key_down_and_opens_nothing() {
    for (int i = 0; i < 10; i++) {
      fail(new RateLimited(Duration.ofSeconds(20)));
      assertThat(breakers.resting()).isEmpty();
      time.pass(Duration.ofSeconds(5));
      assertThat(breakers.enter("key", "sibling")).isEqualTo(new Throttled(Duration.ofSeconds(15)));
      time.pass(Duration.ofSeconds(15));
    }
    succeed();
  }

  @Test
  void of_two_rate_limits_the_longer_holds() {
    Pass one = pass();
    Pass two = pass();
    one.failed(new RateLimited(Duration.ofSeconds(20)));
    two.failed(new RateLimited(null));
    assertThat(enter()).isEqualTo(new Throttled(Duration.ofSeconds(20)));
  }

  @Test
  void after_the_rest_exactly_one_probe_goes_through() throws Exception {
    fail(SILENCE, SILENCE, SILENCE);
    time.pass(REST.minusMillis(1));
    assertThat(enter()).isInstanceOf(Resting.class);
    time.pass(Duration.ofMillis(1));
    List<Callable<Entry>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(this::enter);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Entry> entries = new ArrayList<>();
      for (Future<Entry> call : threads.invokeAll(calls)) {
        entries.add(call.get());
      }
      assertThat(entries).filteredOn(Pass.class::isInstance).hasSize(1);
    }
    assertThat(breakers.resting()).hasSize(1);
  }

  @Test
  void a_probe_that_goes_well_closes_the_breaker() {
    fail(SILENCE, SILENCE, SILENCE);
    time.pass(REST);
    try (Pass probe = (Pass) enter()) {
      probe.succeeded();
    }
    assertThat(breakers.resting()).isEmpty();
    fail(SILENCE, SILENCE);
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void each_probe_that_fails_doubles_the_rest_up_to_the_longest() {
    fail(SILENCE, SILENCE, SILENCE);
    Duration rest = REST;
    for (int i = 0; i < 8; i++) {
      time.pass(rest);
      fail(SILENCE);
      rest = least(rest.multipliedBy(2), BreakerLimits.DEFAULT.longest());
      assertThat(breakers.resting())
          .extracting(Resting::until)
          .containsExactly(time.now().plus(rest));
    }
    assertThat(rest).isEqualTo(BreakerLimits.DEFAULT.longest());
  }

  @Test
  void a_probe_that_is_cancelled_makes_room_for_another() {
    fail(SILENCE, SILENCE, SILENCE);
    time.pass(REST);
    try (Pass probe = (Pass) enter()) {
      assertThat(enter()).isInstanceOf(Resting.class);
      assertThat(probe).isNotNull();
    }
    assertThat(enter()).isInstanceOf(Pass.class);
  }

  @Test
  void a_probe_refused_by_the_model_gives_the_keys_probe_back() {
    fail(SILENCE, SILENCE, SILENCE);
    try (Pass pass = (Pass) breakers.enter("key", "sibling")) {
      pass.failed(new QuotaExhausted(time.now().plusSeconds(1)));
    }
    time.pass(Duration.ofSeconds(2));
    assertThat(enter()).isInstanceOf(Resting.class);
    assertThat(breakers.enter("key", "sibling")).isInstanceOf(Pass.class);
  }

  @Test
  void stragglers_from_before_the_rest_change_nothing() {
    Pass good = pass();
    Pass bad = pass();
    fail(SILENCE, SILENCE, SILENCE);
    time.pass(Duration.ofSeconds(10));
    good.succeeded();
    bad.failed(SILENCE);
    assertThat(breakers.resting())
        .extracting(Resting::until)
        .containsExactly(time.now().plusSeconds(20));
  }

  @Test
  void a_shorter_rest_does_not_end_a_longer_one() {
    Pass late = pass();
    fail(new NoBalance());
    late.failed(new Unauthorized());
    assertThat(breakers.resting())
        .extracting(Resting::until)
        .containsExactly(time.now().plus(BreakerLimits.DEFAULT.unpaid()));
  }

  @Test
  void a_clock_that_is_put_back_ends_a_rest() {
    fail(new QuotaExhausted(time.now().plus(Duration.ofDays(2))));
    time.pass(Duration.ofSeconds(-5));
    assertThat(enter()).isInstanceOf(Resting.class);
    time.pass(Duration.ofDays(-1));
    assertThat(breakers.resting()).isEmpty();
    succeed();
    time.pass(Duration.ofDays(1));
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void a_clock_that_is_put_back_ends_a_slow_pace_and_forgets_failures() {
    fail(new Overloaded(null), new Overloaded(null), new RateLimited(Duration.ofDays(1)));
    time.pass(Duration.ofHours(-1));
    fail(new Overloaded(null), new RateLimited(Duration.ofSeconds(10)));
    assertThat(breakers.resting()).isEmpty();
    assertThat(enter()).isEqualTo(new Throttled(Duration.ofSeconds(10)));
  }

  @Test
  void no_pace_is_slow_for_ever() {
    fail(new RateLimited(Duration.ofDays(400)));
    assertThat(enter()).isEqualTo(new Throttled(BreakerLimits.DEFAULT.longestQuota()));
  }

  @Test
  void what_makes_a_model_rest_is_told_in_few_words() {
    fail(new Disconnected("x".repeat(500)), new Disconnected("x"), new Overloaded(null));
    time.pass(REST);
    fail(new Disconnected("y".repeat(500)));
    assertThat(breakers.resting()).extracting(r -> r.why().length()).containsExactly(200);
  }
}
