package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProviderErrorTest {
  private static final Duration SECONDS = Duration.ofSeconds(3);
  private static final Duration MILLIS = Duration.ofMillis(1250);

  @Test
  void an_error_says_what_failed_and_with_which_value() {
    assertSays(new ProviderError.RateLimited(null), "too many calls");
    assertSays(new ProviderError.RateLimited(SECONDS), "too many calls, next in 3 s");
    assertSays(new ProviderError.Overloaded(null), "the model is overloaded");
    assertSays(new ProviderError.Overloaded(MILLIS), "the model is overloaded, next in 1.25 s");
    assertSays(new ProviderError.Unavailable(503), "the vendor failed with HTTP status 503");
    assertSays(new ProviderError.Disconnected("reset"), "no connection: reset");
    assertSays(new ProviderError.Interrupted("four"), "the answer broke off after 4 characters");
    assertSays(new ProviderError.QuotaExhausted(null), "the key's usage window is used up");
    assertSays(
        new ProviderError.QuotaExhausted(Instant.EPOCH),
        "the key's usage window is used up until 1970-01-01T00:00:00Z");
    assertSays(new ProviderError.NoBalance(), "the account has no balance or its plan has ended");
    assertSays(
        new ProviderError.Unauthorized(),
        "the key was refused: wrong key, or a key of another region or plan");
    assertSays(new ProviderError.Forbidden(), "the key may not do this");
    assertSays(new ProviderError.ModelUnavailable("m", null), "m is not served to this key");
    assertSays(
        new ProviderError.ModelUnavailable("m", "n"),
        "m is not served to this key, its successor is n");
    assertSays(new ProviderError.TooLong(0), "the prompt is too long");
    assertSays(new ProviderError.TooLong(9), "the prompt is too long, the limit is 9 tokens");
    assertSays(
        new ProviderError.ContentFiltered(),
        "the vendor's content filter refused the request or the answer");
    assertSays(new ProviderError.Rejected("1210", "no"), "the request was refused (1210): no");
    assertSays(new ProviderError.Malformed("x"), "the reply could not be understood: x");
    assertSays(new ProviderError.Empty("stop"), "the model ended without an answer (stop)");
  }

  @Test
  void a_time_limit_says_which_it_was() {
    assertSays(new ProviderError.TimedOut(Phase.CONNECT, MILLIS), "no connection after 1.25 s");
    assertSays(new ProviderError.TimedOut(Phase.FIRST_EVENT, SECONDS), "no first event after 3 s");
    assertSays(
        new ProviderError.TimedOut(Phase.BETWEEN_EVENTS, SECONDS),
        "silence in the middle of the answer for 3 s");
    assertSays(new ProviderError.TimedOut(Phase.WHOLE, SECONDS), "not finished after 3 s");
  }

  @Test
  void its_kind_is_one_word() {
    assertThat(new ProviderError.TooLong(9).kind()).isEqualTo("TooLong");
  }

  @Test
  void an_exception_carries_the_error_and_its_cause() {
    ProviderError error = new ProviderError.Forbidden();
    Throwable cause = new IllegalStateException("why");
    assertThat(new ProviderException(error).error()).isSameAs(error);
    assertThat(new ProviderException(error, cause))
        .hasMessage("the key may not do this")
        .hasCause(cause)
        .satisfies(exception -> assertThat(exception.error()).isSameAs(error));
  }

  private static void assertSays(ProviderError error, String words) {
    assertThat(error.describe()).isEqualTo(words);
    assertThat(new ProviderException(error)).hasMessage(words);
  }
}
