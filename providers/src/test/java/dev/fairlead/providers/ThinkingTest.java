package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Thinking.Mode;
import dev.fairlead.providers.Thinking.Setting;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThinkingTest {
  private static final Map<Effort, String> TWO = Map.of(Effort.LOW, "quick", Effort.MAX, "deep");

  @Test
  void an_effort_without_a_word_becomes_the_next_higher_one() {
    Thinking always = new Thinking(Mode.ALWAYS, TWO);
    assertThat(always.setting(Effort.MINIMAL)).isEqualTo(new Setting(true, "quick"));
    assertThat(always.setting(Effort.LOW)).isEqualTo(new Setting(true, "quick"));
    assertThat(always.setting(Effort.MEDIUM)).isEqualTo(new Setting(true, "deep"));
    assertThat(new Thinking(Mode.ALWAYS, Map.of(Effort.LOW, "quick")).setting(Effort.MAX))
        .isEqualTo(new Setting(true, "quick"));
  }

  @Test
  void no_thinking_is_the_least_a_model_can_do() {
    assertThat(new Thinking(Mode.ALWAYS, TWO).setting(null)).isEqualTo(new Setting(true, "quick"));
    assertThat(new Thinking(Mode.TOGGLE, TWO).setting(null)).isEqualTo(new Setting(false, null));
    assertThat(new Thinking(Mode.ALWAYS, Map.of()).setting(null).label()).isEqualTo("on");
    assertThat(Thinking.NONE.setting(Effort.MAX).label()).isEqualTo("off");
    assertThat(new Thinking(Mode.TOGGLE, TWO).setting(Effort.MAX).label()).isEqualTo("deep");
  }
}
