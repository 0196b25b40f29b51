package dev.fairlead.routing;

import static dev.fairlead.routing.testing.Models.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Lanes.Kind;
import dev.fairlead.routing.resilience.Lanes.Slot;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FanOutTest {
  private final Rig rig = new Rig();
  private final Ask single = Ask.of("chat", Requirements.NONE);
  private final Ask one = Ask.of("consensus", Requirements.NONE).inFanOut();

  @Test
  void a_call_of_a_fan_out_leaves_the_last_slot_to_a_single_call() throws Exception {
    rig.keys = List.of(key("red-a", "red"));
    try (Slot _ = rig.lanes.enter("red-a", Kind.FAN_OUT, real(20_000), _ -> {}).orElseThrow()) {
      assertThat(catchThrowableOfType(RoutingException.class, () -> rig.run(one, real(50))))
          .hasMessageContaining("no free slot of red-a");
      assertThat(rig.red.calls()).isEmpty();

      assertThat(rig.run(single, real(20_000)).text()).isEqualTo("done");
    }
    assertThat(rig.run(one, real(20_000)).text()).isEqualTo("done");
    assertThat(rig.lanes.inFlight("red-a")).isZero();
  }

  @Test
  void each_call_of_a_fan_out_has_its_decision() throws Exception {
    rig.run(one);
    rig.run(one);

    assertThat(rig.journal).hasSize(2).extracting(Decision::plan).allMatch(p -> p.ask().fanOut());
  }

  @Test
  void what_else_is_changed_of_an_ask_leaves_it_in_its_fan_out() {
    assertThat(one.needing(Requirements.NONE.output(1)).favouring(single.policy()).fanOut())
        .isTrue();
    assertThat(single.fanOut()).isFalse();
  }

  private static Deadline real(int millis) {
    return Deadline.in(Duration.ofMillis(millis), System::nanoTime);
  }
}
