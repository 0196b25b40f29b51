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
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NarratorTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> told = new ArrayList<>();
  private final Narrator narrator = new Narrator(told::add, time::nanos);

  @Test
  void what_goes_on_is_told_once_a_second() {
    for (int i = 0; i <= 30; i++) {
      narrator.goesOn("red-5", i < 15 ? "thinking" : "answering", i * 400L);
      time.pass(Duration.ofMillis(100));
    }
    assertThat(told)
        .containsExactly(
            "red-5 is thinking, 0 tokens so far",
            "red-5 is thinking, 1,000 tokens so far",
            "red-5 is answering, 2,000 tokens so far",
            "red-5 is answering, 3,000 tokens so far");
  }

  @Test
  void turns_are_told_at_once_and_begin_a_new_second() {
    narrator.turn("asking red-5");
    narrator.turn("red-5 overloaded, trying blue-3");
    narrator.goesOn("blue-3", "thinking", 4);
    time.pass(Duration.ofSeconds(1));
    narrator.goesOn("blue-3", "thinking", 5);
    assertThat(told)
        .containsExactly(
            "asking red-5",
            "red-5 overloaded, trying blue-3",
            "blue-3 is thinking, 2 tokens so far");
  }

  @Test
  void a_wait_tells_the_place_in_line() {
    narrator.waits("blue-a", 2);
    narrator.waits("blue-a", 1);
    time.pass(Duration.ofSeconds(1));
    narrator.waits("blue-a", 0);
    assertThat(told)
        .containsExactly(
            "waiting for a free slot of blue-a, 2 before this call",
            "waiting for a free slot of blue-a, next in line");
  }

  @Test
  void each_failure_has_a_few_words_of_its_own() {
    List<ProviderError> errors =
        List.of(
            new RateLimited(null),
            new Overloaded(null),
            new Unavailable(503),
            new TimedOut(Phase.CONNECT, Duration.ZERO),
            new Disconnected("reset"),
            new Interrupted("half"),
            new QuotaExhausted(null),
            new NoBalance(),
            new Unauthorized(),
            new Forbidden(),
            new ModelUnavailable("m", null),
            new TooLong(0),
            new ContentFiltered(),
            new Rejected("400", "wrong"),
            new Malformed("?"),
            new Empty("stop"));
    assertThat(errors).hasSize(ProviderError.class.getPermittedSubclasses().length);
    assertThat(errors.stream().map(Wording::brief))
        .doesNotHaveDuplicates()
        .allMatch(words -> words.length() < 25);
  }
}
