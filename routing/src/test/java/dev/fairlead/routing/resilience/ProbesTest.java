package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Empty;
import dev.fairlead.providers.ProviderError.Forbidden;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A probe that settles nothing is given back, or what rests would rest for ever. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProbesTest {
  private static final BreakerLimits LIMITS = BreakerLimits.DEFAULT;
  private static final Unavailable DOWN = new Unavailable(500);

  private final VirtualTime time = new VirtualTime();
  private final Breakers breakers = new LocalBreakers(LIMITS, time::now);

  private void fail(String model, ProviderError error) {
    try (Pass pass = pass(model)) {
      pass.failed(error);
    }
  }

  private Pass pass(String model) {
    var entry = breakers.enter("key", model);
    assertThat(entry).as(model).isInstanceOf(Pass.class);
    return (Pass) entry;
  }

  private void restModel() {
    for (int i = 0; i < LIMITS.failures(); i++) {
      fail("model", DOWN);
    }
    time.pass(LIMITS.rest());
  }

  private void restKey() {
    fail("model", new Unauthorized());
    time.pass(LIMITS.refused());
  }

  /** What says nothing of the model. */
  static List<ProviderError> silent() {
    return List.of(
        new TimedOut(Phase.WHOLE, Duration.ofSeconds(1)),
        new RateLimited(Duration.ofSeconds(1)),
        new TooLong(0),
        new ContentFiltered(),
        new Rejected("400", "wrong"),
        new Malformed("?"),
        new Empty("stop"));
  }

  /** What says nothing of the key. */
  static List<ProviderError> silentOfKey() {
    return Stream.concat(silent().stream(), Stream.of(DOWN, new Forbidden())).toList();
  }

  @ParameterizedTest
  @MethodSource("silent")
  void what_says_nothing_of_a_model_makes_room_for_its_next_probe(ProviderError error) {
    restModel();
    fail("model", error);
    time.pass(Duration.ofSeconds(1));
    try (Pass _ = pass("model")) {
      assertThat(breakers.enter("key", "model")).isInstanceOf(Resting.class);
    }
  }

  @ParameterizedTest
  @MethodSource("silentOfKey")
  void what_says_nothing_of_a_key_makes_room_for_its_next_probe(ProviderError error) {
    restKey();
    fail("model", error);
    time.pass(Duration.ofSeconds(1));
    try (Pass _ = pass("sibling")) {
      assertThat(breakers.enter("key", "third"))
          .isInstanceOfSatisfying(Resting.class, rest -> assertThat(rest.model()).isNull());
    }
  }

  @Test
  void a_probe_of_a_model_that_the_key_could_not_pay_for_is_given_back() {
    restModel();
    fail("model", new NoBalance());
    time.pass(LIMITS.unpaid());
    try (Pass probe = pass("model")) {
      probe.succeeded();
    }
    assertThat(breakers.resting()).isEmpty();
  }

  @Test
  void a_probe_of_a_key_that_is_cancelled_makes_room_for_another() {
    restKey();
    try (Pass _ = pass("model")) {
      assertThat(breakers.enter("key", "sibling")).isInstanceOf(Resting.class);
    }
    try (Pass probe = pass("sibling")) {
      probe.succeeded();
    }
    assertThat(breakers.resting()).isEmpty();
    pass("model");
    pass("sibling");
  }
}
