package dev.fairlead.providers;

import static dev.fairlead.providers.Capability.JSON_OUTPUT;
import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelTest {
  @Test
  void a_model_can_do_what_it_has_where_that_goes_together() {
    Model model =
        model(
            Set.of(VISION, WEB_SEARCH, JSON_OUTPUT),
            List.of(Set.of(VISION, JSON_OUTPUT)),
            10,
            5,
            3);
    assertThat(model.can(Set.of())).isTrue();
    assertThat(model.can(Set.of(VISION, WEB_SEARCH))).isTrue();
    assertThat(model.can(Set.of(VISION, JSON_OUTPUT))).isFalse();
    assertThat(model.can(Set.of(THINKING))).isFalse();
    assertThat(model.clash(Set.of(VISION, JSON_OUTPUT, WEB_SEARCH)))
        .containsExactlyInAnyOrder(VISION, JSON_OUTPUT);
    assertThat(model.clash(Set.of(VISION, WEB_SEARCH))).isEmpty();
    assertThat(model.lacks(Set.of(VISION, THINKING))).containsExactly(THINKING);
    assertThat(model.lacks(EnumSet.of(VISION))).isEmpty();
  }

  @Test
  void its_numbers_must_fit() {
    assertThat(model(Set.of(), List.of(), 10, 10, 1).output()).isEqualTo(10);
    assertThat(model(Set.of(), List.of(), 1, 1, 5).tier()).isEqualTo(5);
    for (long[] numbers : new long[][] {{0, 1}, {1, 0}, {10, 11}, {-1, -2}}) {
      assertThatThrownBy(() -> model(Set.of(), List.of(), numbers[0], numbers[1], 3))
          .hasMessage("m: context and output must fit: " + numbers[0] + ", " + numbers[1]);
    }
    for (int tier : new int[] {0, 6}) {
      assertThatThrownBy(() -> model(Set.of(), List.of(), 10, 5, tier))
          .hasMessage("m: tier must be 1 to 5: " + tier);
    }
  }

  @Test
  void thinking_and_its_control_must_agree() {
    Thinking toggle = new Thinking(Thinking.Mode.TOGGLE, Map.of());
    assertThat(Fixtures.model("m", Set.of(THINKING), toggle).thinking()).isEqualTo(toggle);
    assertThatThrownBy(() -> Fixtures.model("m", Set.of(), toggle))
        .hasMessageContaining("must agree");
    assertThatThrownBy(() -> Fixtures.model("m", Set.of(THINKING), Thinking.NONE))
        .hasMessageContaining("must agree");
    assertThatThrownBy(() -> new Thinking(Thinking.Mode.NONE, Map.of(Effort.LOW, "low")))
        .hasMessage("a model that does not think has no efforts");
  }

  @Test
  void a_price_is_for_a_million_tokens() {
    Price price = new Price(2, 0.5, 8);
    assertThat(price.of(new Usage(3_000_000, 1_000_000, 500_000, 100))).isEqualTo(8.5);
    assertThat(Price.FREE.of(new Usage(1, 1, 1, 1))).isZero();
    for (double[] wrong : new double[][] {{-1, 0, 0}, {0, -1, 0}, {0, 0, -1}}) {
      assertThatThrownBy(() -> new Price(wrong[0], wrong[1], wrong[2]))
          .hasMessage("a price cannot be negative");
    }
  }

  @Test
  void usages_add_up() {
    assertThat(new Usage(1, 2, 3, 4).plus(new Usage(10, 20, 30, 40)))
        .isEqualTo(new Usage(11, 22, 33, 44));
  }

  @Test
  void words_are_those_of_settings() {
    assertThat(Effort.named("High")).contains(Effort.HIGH);
    assertThat(Effort.named("higher")).isEmpty();
    assertThat(Effort.HIGH.label()).isEqualTo("high");
    assertThat(Capability.FILE_UPLOAD.label()).isEqualTo("file_upload");
  }

  private static Model model(
      Set<Capability> capabilities,
      List<Set<Capability>> exclusions,
      long context,
      long output,
      int tier) {
    return new Model(
        "m",
        List.of(),
        "test",
        capabilities,
        context,
        output,
        Thinking.NONE,
        Price.FREE,
        tier,
        new Parameters(Parameters.OutputLimit.MAX_TOKENS, Parameters.Sampling.FREE),
        null,
        exclusions);
  }
}
