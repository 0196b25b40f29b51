package dev.fairlead.routing.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.selection.Reason.NoKey;
import dev.fairlead.routing.selection.Reason.SwitchedOff;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CauseTest {
  private static final Reason NO_KEY = new NoKey("acme", List.of("ACME_KEY"));
  private static final Reason OFF = new SwitchedOff("routing.off.models");

  private static Rejection left(String model, String provider, Reason... reasons) {
    return new Rejection(model, provider, List.of(reasons));
  }

  @Test
  void what_several_models_were_left_out_for_is_said_once() {
    assertThat(
            Cause.of(
                List.of(
                    left("a", "acme", new NoKey("acme", List.of("ACME_KEY"))),
                    left("b", "acme", NO_KEY, OFF),
                    left("c", "acme", NO_KEY),
                    left("d", "other", OFF)),
                _ -> true))
        .containsExactly(
            new Cause(List.of("a", "c"), "acme", List.of(NO_KEY)),
            new Cause(List.of("b"), "acme", List.of(NO_KEY, OFF)),
            new Cause(List.of("d"), "other", List.of(OFF)));
  }

  @Test
  void who_does_not_pass_is_not_told() {
    assertThat(
            Cause.of(
                List.of(left("a", "acme", NO_KEY), left("b", "acme", NO_KEY)),
                rejection -> rejection.model().equals("b")))
        .containsExactly(new Cause(List.of("b"), "acme", List.of(NO_KEY)));
    assertThat(Cause.of(List.of(), _ -> true)).isEmpty();
  }

  @Test
  void its_words_are_those_of_its_reasons() {
    assertThat(new Cause(List.of("a"), "acme", List.of(NO_KEY, OFF)).inWords())
        .containsExactly("no key for acme: set ACME_KEY", "switched off by routing.off.models");
  }
}
