package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AskJsonTest {
  private static final Ask ASK =
      new Ask(
          "consensus",
          Requirements.NONE.preferring(Capability.THINKING),
          Policy.QUALITY,
          "m-1",
          "t",
          List.of(),
          0.5);

  @Test
  void an_ask_is_read_back_as_it_was_written_alone_and_of_a_fan_out() {
    for (Ask ask : List.of(ASK, ASK.inFanOut())) {
      assertThat(AskJson.read(AskJson.write(ask, Decisions.BOUNDS)))
          .contains(new AskJson.Asked(ask, Decisions.BOUNDS));
    }
    assertThat(AskJson.write(ASK, Decisions.BOUNDS)).doesNotContain("fan_out");
  }

  @Test
  void what_was_neither_asked_for_nor_bounded_is_not_written() {
    Ask plain = Ask.of("chat", Requirements.NONE);
    String written = AskJson.write(plain, Bounds.NONE);

    assertThat(written).doesNotContain("required", "preferred", "allowed");
    assertThat(AskJson.read(written)).contains(new AskJson.Asked(plain, Bounds.NONE));
  }
}
