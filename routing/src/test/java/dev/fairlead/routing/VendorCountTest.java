package dev.fairlead.routing;

import static dev.fairlead.routing.testing.Models.model;
import static dev.fairlead.routing.testing.Models.sized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VendorCountTest {
  private final Rig rig = new Rig();

  VendorCountTest() {
    rig.models =
        List.of(
            sized(model("red-5", "red", 5), 100_000, 20_000),
            sized(model("blue-3", "blue", 3), 400_000, 20_000));
  }

  @Test
  void a_prompt_that_is_counted_as_too_long_goes_to_a_larger_window_uncalled() throws Exception {
    rig.red.counts(95_000);
    Answer answer = rig.run(ask(85_000));

    assertThat(rig.red.calls()).isEmpty();
    assertThat(answer.decision().attempts())
        .extracting(Attempt::model, Attempt::error)
        .containsExactly(tuple("red-5", new TooLong(100_000)), tuple("blue-3", null));
    assertThat(rig.progress)
        .containsExactly("asking red-5", "red-5 too small for the prompt, trying blue-3");
    assertThat(rig.breakers.resting()).isEmpty();
    assertThat(rig.blue.counted()).isEmpty();
  }

  @Test
  void without_a_larger_window_the_call_fails_as_too_long() {
    rig.models = rig.models.subList(0, 1);
    rig.red.counts(95_000);

    assertThat(rig.failure(ask(85_000)))
        .hasMessageContaining(
            "red-5 (red-a, 0.0 s): the prompt is too long, the limit is 100000 tokens");
    assertThat(rig.red.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"79999, 0", "80000, 1", "90000, 1"})
  void only_near_the_window_is_the_vendor_asked(long estimate, int times) throws Exception {
    rig.run(ask(estimate));
    assertThat(rig.red.counted()).hasSize(times);
    assertThat(rig.red.calls()).hasSize(1);
  }

  @Test
  void a_count_that_fits_leaves_the_answer_what_is_left() throws Exception {
    rig.red.counts(89_000);
    rig.run(
        new Ask(
            "chat", ask(85_000).requirements(), ask(85_000).policy(), "red-5", null, List.of()));
    assertThat(rig.red.calls().getFirst().request().maxOutput()).isEqualTo(10_000);

    rig.red.counts(90_000);
    rig.run(ask(80_000));
    assertThat(rig.red.calls().getLast().request().maxOutput()).isEqualTo(10_000);
  }

  @Test
  void a_count_that_fails_is_as_none() throws Exception {
    rig.red.counting((_, _) -> {
      throw new ProviderException(new Unavailable(503));
    });
    assertThat(rig.run(ask(85_000)).decision().attempts()).hasSize(1);
    rig.red.counting((_, _) -> {
      throw new IllegalStateException("a fault of the adapter");
    });
    assertThat(rig.run(ask(85_000)).decision().attempts()).hasSize(1);
    assertThat(rig.breakers.resting()).isEmpty();
  }

  @Test
  void a_count_has_two_seconds_and_never_more_than_the_call() throws Exception {
    rig.run(ask(85_000));
    rig.run(ask(85_000), rig.time.in(Duration.ofMillis(700)));
    assertThat(rig.red.counted()).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(700));
  }

  private static Ask ask(long tokens) {
    return Ask.of("chat", Requirements.NONE.input(tokens).output(10_000));
  }
}
