package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError.Forbidden;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Breakers.Throttled;
import dev.fairlead.routing.resilience.KeyHealth.Probes;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is kept of a key, and for how long. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyHealthTest {
  private static final Instant NOW = VirtualTime.START;
  private static final BreakerLimits LIMITS = BreakerLimits.DEFAULT;

  private final KeyHealth health = new KeyHealth();

  private static List<String> models(KeyHealth health) {
    return health.resting("key", NOW, _ -> true).stream().map(Resting::model).toList();
  }

  @Test
  void nothing_takes_no_room_and_what_cannot_be_read_is_nothing() {
    assertThat(health.encoded(0)).isEmpty();
    assertThat(KeyHealth.decoded(new byte[0]).isEmpty()).isTrue();
    assertThat(KeyHealth.decoded(new byte[] {1, 2, 3}).isEmpty()).isTrue();
    health.failed("model", Probes.NONE, new Forbidden(), NOW, LIMITS);
    byte[] whole = health.encoded(Board.ROOM);
    assertThat(KeyHealth.decoded(whole).isEmpty()).isFalse();
    for (int end = 0; end < whole.length; end++) {
      KeyHealth read = KeyHealth.decoded(Arrays.copyOf(whole, end));
      assertThat(read.isEmpty()).as("cut at %s", end).isTrue();
    }
  }

  @Test
  void what_was_written_is_read_again() {
    health.failed("resting", Probes.NONE, new Forbidden(), NOW, LIMITS);
    health.failed("failing", Probes.NONE, new Unavailable(500), NOW, LIMITS);
    health.failed("any", Probes.NONE, new RateLimited(Duration.ofSeconds(9)), NOW, LIMITS);
    KeyHealth read = KeyHealth.decoded(health.encoded(Board.ROOM));
    assertThat(read.resting("key", NOW, _ -> true))
        .isEqualTo(health.resting("key", NOW, _ -> true))
        .hasSize(1);
    assertThat(read.refusal("key", "failing", NOW, _ -> true))
        .isEqualTo(new Throttled(Duration.ofSeconds(9)));
    assertThat(read.encoded(Board.ROOM)).isEqualTo(health.encoded(Board.ROOM));
    read.failed("failing", Probes.NONE, new Unavailable(500), NOW, LIMITS);
    read.failed("failing", Probes.NONE, new Unavailable(500), NOW, LIMITS);
    assertThat(models(read)).containsExactly("resting", "failing");
  }

  @Test
  void what_is_least_missed_is_left_out_when_room_is_short() {
    health.failed("resting", Probes.NONE, new Forbidden(), NOW, LIMITS);
    int alone = health.encoded(Board.ROOM).length;
    health.failed("failing", Probes.NONE, new Unavailable(500), NOW, LIMITS);
    int both = health.encoded(Board.ROOM).length;
    assertThat(both).isGreaterThan(alone);
    assertThat(health.encoded(both)).hasSize(both);
    assertThat(health.encoded(both - 1)).hasSize(alone);
    assertThat(models(health)).containsExactly("resting");
  }

  @Test
  void a_key_that_is_well_again_is_forgotten() {
    LocalBook book = new LocalBook();
    Admissions admissions = new Admissions(book, LIMITS, () -> NOW);
    assertThat(book.clear("key")).isTrue();
    try (Pass pass = (Pass) admissions.enter("key", "model")) {
      pass.failed(new Unavailable(500));
    }
    assertThat(book.clear("key")).isFalse();
    try (Pass pass = (Pass) admissions.enter("key", "model")) {
      pass.succeeded();
    }
    assertThat(book.clear("key")).isTrue();
  }
}
