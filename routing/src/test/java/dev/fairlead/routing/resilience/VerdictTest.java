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
import dev.fairlead.routing.resilience.Verdict.GiveUp;
import dev.fairlead.routing.resilience.Verdict.NextKey;
import dev.fairlead.routing.resilience.Verdict.NextModel;
import dev.fairlead.routing.resilience.Verdict.NextProvider;
import dev.fairlead.routing.resilience.Verdict.RetrySame;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerdictTest {
  private static final Duration PAUSE = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LEFT = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration ENDLESS = Duration.ofHours(5);

  private static final Verdict SAME_AT_ONCE = new RetrySame(Duration.ZERO);
  private static final Verdict SAME_AFTER_PAUSE = new RetrySame(PAUSE);

  /**
   * Each error, and the verdict on its first time with every alternative left, on its second, and
   * on its first with no alternative at all.
   */
  private static final Map<ProviderError, List<Verdict>> TABLE = new LinkedHashMap<>();

  static {
    row(new RateLimited(null), new NextKey(), new NextKey(), SAME_AFTER_PAUSE);
    row(new RateLimited(SHORT), new RetrySame(SHORT), new NextKey(), new RetrySame(SHORT));
    row(new RateLimited(LONG), new NextKey(), new NextKey(), new RetrySame(LONG));
    row(new RateLimited(ENDLESS), new NextKey(), new NextKey(), new GiveUp());
    row(new Overloaded(null), new NextModel(), new NextModel(), SAME_AFTER_PAUSE);
    row(new Overloaded(SHORT), new RetrySame(SHORT), new NextModel(), new RetrySame(SHORT));
    row(new Overloaded(LONG), new NextModel(), new NextModel(), new RetrySame(LONG));
    row(new Unavailable(500), new NextProvider(), new NextProvider(), SAME_AFTER_PAUSE);
    row(timedOut(Phase.CONNECT), new NextProvider(), new NextProvider(), SAME_AFTER_PAUSE);
    row(timedOut(Phase.FIRST_EVENT), new NextModel(), new NextModel(), SAME_AFTER_PAUSE);
    row(timedOut(Phase.BETWEEN_EVENTS), new NextModel(), new NextModel(), SAME_AFTER_PAUSE);
    row(timedOut(Phase.WHOLE), new NextModel(), new NextModel(), new GiveUp());
    row(new Disconnected("reset"), SAME_AT_ONCE, new NextProvider(), SAME_AT_ONCE);
    row(new Interrupted("half"), new NextModel(), new NextModel(), SAME_AFTER_PAUSE);
    row(new QuotaExhausted(null), new NextKey(), new NextKey(), new GiveUp());
    row(new NoBalance(), new NextKey(), new NextKey(), new GiveUp());
    row(new Unauthorized(), new NextKey(), new NextKey(), new GiveUp());
    row(new Forbidden(), new NextKey(), new NextKey(), new GiveUp());
    row(new ModelUnavailable("m", null), new NextModel(), new NextModel(), new GiveUp());
    row(new TooLong(0), new NextModel(), new NextModel(), new GiveUp());
    row(new ContentFiltered(), new NextProvider(), new NextProvider(), new GiveUp());
    row(new Rejected("1214", "no"), new GiveUp(), new GiveUp(), new GiveUp());
    row(new Malformed("?"), SAME_AT_ONCE, new NextProvider(), SAME_AT_ONCE);
    row(new Empty("stop"), SAME_AT_ONCE, new NextModel(), SAME_AT_ONCE);
    row(new Empty("length"), new NextModel(), new NextModel(), new GiveUp());
  }

  private static void row(ProviderError error, Verdict first, Verdict second, Verdict alone) {
    TABLE.put(error, List.of(first, second, alone));
  }

  private static TimedOut timedOut(Phase phase) {
    return new TimedOut(phase, LONG);
  }

  private static Tries tries(int same, boolean key, boolean model, boolean provider) {
    return new Tries(same, PAUSE, PATIENCE, key, model, provider);
  }

  @Test
  void the_table_has_every_error() {
    Set<Class<?>> known = TABLE.keySet().stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProviderError.class.getPermittedSubclasses()).toList());
  }

  @Test
  void each_error_gets_its_verdict() {
    TABLE.forEach((error, verdicts) -> {
      assertThat(Verdict.on(error, tries(1, true, true, true), LEFT))
          .as("first time: " + error)
          .isEqualTo(verdicts.get(0));
      assertThat(Verdict.on(error, tries(2, true, true, true), LEFT))
          .as("second time: " + error)
          .isEqualTo(verdicts.get(1));
      assertThat(Verdict.on(error, tries(1, false, false, false), LEFT))
          .as("alone: " + error)
          .isEqualTo(verdicts.get(2));
    });
  }

  @Test
  void no_verdict_asks_for_what_is_not_there() {
    for (ProviderError error : TABLE.keySet()) {
      for (int bits = 0; bits < 8; bits++) {
        boolean key = (bits & 1) != 0;
        boolean model = (bits & 2) != 0;
        boolean provider = (bits & 4) != 0;
        for (int same = 1; same < 4; same++) {
          switch (Verdict.on(error, tries(same, key, model, provider), LEFT)) {
            case RetrySame(Duration after) -> assertThat(after).isLessThan(LEFT);
            case NextKey() -> assertThat(key).isTrue();
            case NextModel() -> assertThat(model).isTrue();
            case NextProvider() -> assertThat(provider).isTrue();
            case GiveUp() -> {}
          }
        }
      }
    }
  }

  @Test
  void a_sibling_is_asked_when_there_is_no_other_provider() {
    assertThat(Verdict.on(new Unavailable(502), tries(1, false, true, false), LEFT))
        .isEqualTo(new NextModel());
  }

  @Test
  void another_key_of_the_model_is_asked_when_there_is_no_other_model() {
    assertThat(Verdict.on(new Overloaded(null), tries(1, true, false, false), LEFT))
        .isEqualTo(new NextKey());
  }

  @Test
  void without_time_there_is_nothing_to_try() {
    for (ProviderError error : TABLE.keySet()) {
      assertThat(Verdict.on(error, tries(1, true, true, true), Duration.ZERO))
          .isEqualTo(new GiveUp());
    }
  }

  @Test
  void a_wait_as_long_as_what_is_left_is_not_worth_it() {
    assertThat(Verdict.on(new RateLimited(SHORT), tries(1, true, true, true), SHORT))
        .isEqualTo(new NextKey());
    assertThat(Verdict.on(new Unavailable(500), tries(1, false, false, false), PAUSE))
        .isEqualTo(new GiveUp());
  }

  @Test
  void what_can_go_on_from_its_own_text_does_so_once() {
    assertThat(Verdict.on(new Interrupted("half"), resumable(1), LEFT)).isEqualTo(SAME_AT_ONCE);
    assertThat(Verdict.on(new Interrupted("half"), resumable(2), LEFT)).isEqualTo(new NextModel());
    assertThat(Verdict.on(new Unavailable(500), resumable(1), LEFT)).isEqualTo(new NextProvider());
  }

  private static Tries resumable(int same) {
    return new Tries(same, PAUSE, PATIENCE, true, true, true, true);
  }

  @Test
  void patience_includes_its_end() {
    assertThat(Verdict.on(new RateLimited(PATIENCE), tries(1, true, true, true), LEFT))
        .isEqualTo(new RetrySame(PATIENCE));
  }
}
