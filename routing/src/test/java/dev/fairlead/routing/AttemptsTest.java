package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ChatEvent.Adjusted;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.Thinking;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Attempt.Thought;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.testing.Models;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttemptsTest {
  private final Rig rig = new Rig();

  @Test
  void the_temperature_goes_to_every_candidate() throws Exception {
    rig.red.fails(new Unavailable(500));
    rig.run(new Ask("chat", Requirements.NONE, Policy.BALANCED, null, null, List.of(), 0.25));
    assertThat(rig.red.calls().getFirst().request().temperature()).isEqualTo(0.25);
    assertThat(rig.blue.calls().getFirst().request().temperature()).isEqualTo(0.25);
    rig.run();
    assertThat(rig.red.calls().getLast().request().temperature()).isNull();
  }

  @Test
  void the_effort_is_told_as_it_was_wanted_and_as_it_was_sent() throws Exception {
    assertThat(thought(Requirements.NONE)).isEqualTo(new Thought("none", "off"));
    assertThat(thought(Requirements.NONE.thinking(Effort.MAX)))
        .isEqualTo(new Thought("max", "max"));
    assertThat(thought(Requirements.NONE.thinking(Effort.MEDIUM)))
        .isEqualTo(new Thought("medium", "low"));
    assertThat(thought(Requirements.NONE.preferring(THINKING)))
        .isEqualTo(new Thought("any", "low"));
    assertThat(thought(Requirements.NONE.requiring(THINKING))).isEqualTo(new Thought("any", "low"));
  }

  @Test
  void a_vendor_may_have_another_word_for_an_effort() throws Exception {
    rig.models =
        List.of(
            Models.thinking(
                rig.redModel,
                new Thinking(
                    Thinking.Mode.TOGGLE, Map.of(Effort.MEDIUM, "quite", Effort.MAX, "x"))));
    assertThat(thought(Requirements.NONE.thinking(Effort.MEDIUM)))
        .isEqualTo(new Thought("medium", "quite"));
  }

  @Test
  void thinking_that_nobody_wanted_is_told_and_recorded() throws Exception {
    rig.models =
        List.of(
            Models.thinking(
                model("red-5", "red", 5),
                new Thinking(Thinking.Mode.ALWAYS, Map.of(Effort.HIGH, "hard"))));
    Answer answer = rig.run();
    assertThat(answer.decision().attempts().getFirst().thought())
        .isEqualTo(new Thought("none", "hard"));
    assertThat(answer.decision().degradations())
        .containsExactly(new Degradation("effort", "none", "high"));
  }

  @Test
  void an_effort_that_was_dropped_is_told_as_wanted() throws Exception {
    rig.models = List.of(model("red-5", "red", 5, WEB_SEARCH));
    assertThat(thought(Requirements.NONE.thinking(Effort.HIGH)))
        .isEqualTo(new Thought("high", "off"));
  }

  @Test
  void a_field_that_was_not_sent_is_told_and_is_no_sign_of_the_vendor() throws Exception {
    Adjusted adjusted = new Adjusted("temperature", "red-5 fixes it");
    rig.red.then(call -> {
      call.events().accept(adjusted);
      rig.time.pass(Duration.ofSeconds(2));
      call.answer("done");
    });
    Attempt attempt = rig.run().decision().attempts().getFirst();
    assertThat(attempt.adjusted()).containsExactly(adjusted);
    assertThat(attempt.firstEvent()).isEqualTo(Duration.ofSeconds(2));
    assertThat(rig.run().decision().attempts().getFirst().adjusted()).isEmpty();
  }

  private Thought thought(Requirements needs) throws Exception {
    return rig.run(Ask.of("chat", needs)).decision().attempts().getFirst().thought();
  }
}
