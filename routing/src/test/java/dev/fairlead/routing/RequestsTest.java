package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.JSON_OUTPUT;
import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.THINKING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Patience;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.testing.Models;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Model model =
      Models.sized(Models.model("red-5", "red", 5, THINKING, JSON_OUTPUT), 100_000, 50_000);

  private ChatRequest request(Requirements needs, @Nullable Effort effort, Capability... using) {
    Candidate candidate =
        new Candidate(model, Models.key("red-a", "red"), Set.of(using), effort, List.of(), 0, 0);
    return Requests.of(Ask.of("chat", needs), candidate, List.of());
  }

  @Test
  void thoughts_get_room_beside_the_answer() {
    Requirements needs = Requirements.NONE.output(1_000);
    assertThat(request(needs, null).maxOutput()).isEqualTo(1_000);
    assertThat(request(needs, Effort.MINIMAL).maxOutput()).isEqualTo(1_000 + 2_048);
    assertThat(request(needs, Effort.LOW).maxOutput()).isEqualTo(1_000 + 4_096);
    assertThat(request(needs, Effort.MEDIUM).maxOutput()).isEqualTo(1_000 + 8_192);
    assertThat(request(needs, Effort.HIGH).maxOutput()).isEqualTo(1_000 + 16_384);
    assertThat(request(needs, Effort.MAX).maxOutput()).isEqualTo(1_000 + 32_768);
  }

  @Test
  void the_room_ends_where_the_model_ends() {
    assertThat(request(Requirements.NONE.output(40_000), Effort.MAX).maxOutput()).isEqualTo(50_000);
    assertThat(request(Requirements.NONE.output(1_000).input(90_000), Effort.MAX).maxOutput())
        .isEqualTo(10_000);
  }

  @Test
  void no_room_wanted_leaves_it_to_the_vendor() {
    assertThat(request(Requirements.NONE.output(0), Effort.MAX).maxOutput()).isZero();
  }

  @Test
  void capabilities_in_use_become_fields() {
    ChatRequest request = request(Requirements.NONE, null, STREAMING, JSON_OUTPUT);
    assertThat(request.stream()).isTrue();
    assertThat(request.json()).isTrue();
    assertThat(request.webSearch()).isFalse();
    assertThat(request.thinking()).isNull();
  }

  @Test
  void a_candidate_with_others_behind_it_may_take_half_of_the_time() {
    assertThat(Requests.patience(RouterLimits.DEFAULT, true, MINUTE, true))
        .isEqualTo(new Patience(MINUTE.dividedBy(2), MINUTE.dividedBy(2), MINUTE));
    assertThat(Requests.patience(RouterLimits.DEFAULT, true, MINUTE, false))
        .isEqualTo(new Patience(MINUTE, MINUTE, MINUTE));
  }

  @Test
  void with_much_time_the_limits_hold_for_a_stream_but_not_for_a_whole_answer() {
    Duration hour = Duration.ofHours(1);
    assertThat(Requests.patience(RouterLimits.DEFAULT, true, hour, true))
        .isEqualTo(
            new Patience(
                RouterLimits.DEFAULT.firstEvent(), RouterLimits.DEFAULT.betweenEvents(), hour));
    assertThat(Requests.patience(RouterLimits.DEFAULT, false, hour, false))
        .isEqualTo(new Patience(hour, hour, hour));
  }
}
