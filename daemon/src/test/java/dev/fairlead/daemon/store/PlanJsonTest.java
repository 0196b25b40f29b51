package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Requirements;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PlanJsonTest {
  private static final String TOO_SMALL =
      """
      {"why":"its window of 100 tokens is too small, the call needs %d","provider":"acme","models":["small"]}\
      """
          .strip();
  private static final String OTHER =
      """
      {"why":"the call asks for m-2","provider":"acme","models":["other"]}\
      """
          .strip();

  private static Plan plan(long needed) {
    return new Plan(
        Ask.of("chat", Requirements.NONE),
        List.of(),
        List.of(
            new Rejection("small", "acme", List.of(new Reason.TooSmall(100, needed))),
            new Rejection("other", "acme", List.of(new Reason.NotAsked("m-2")))));
  }

  @Test
  void each_plan_is_told_as_it_is_whatever_the_last_one_left_out() {
    String small = TOO_SMALL.formatted(200);

    assertThat(PlanJson.rejections(plan(200), true)).isEqualTo("[" + small + "," + OTHER + "]");
    assertThat(PlanJson.rejections(plan(200), true)).isEqualTo("[" + small + "," + OTHER + "]");
    assertThat(PlanJson.rejections(plan(200), false)).isEqualTo("[" + small + "]");
    assertThat(PlanJson.rejections(plan(300), false))
        .isEqualTo("[" + TOO_SMALL.formatted(300) + "]");
    assertThat(PlanJson.rejections(plan(200), true)).isEqualTo("[" + small + "," + OTHER + "]");
    assertThat(PlanJson.candidates(plan(200))).isEqualTo("[]");
  }
}
