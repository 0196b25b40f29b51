package dev.fairlead.routing.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.rollout.Brake.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LocalBrakeTest {
  private static final Rollout CANARY = new Rollout(Mode.CANARY, 10, null, BrakeLimits.DEFAULT);

  private final List<String> warnings = new ArrayList<>();
  private final LocalBrake brake = new LocalBrake(warnings::add);

  private void end(Arm arm, int answered, int errors) {
    for (int i = 0; i < answered; i++) {
      brake.ended(arm, Result.ANSWERED);
    }
    for (int i = 0; i < errors; i++) {
      brake.ended(arm, Result.ERROR);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // router: calls, errors; fixed: calls, errors
    "49, 49,   0,  0, false",
    "50,  3,   0,  0, true",
    "50,  2,   0,  0, false",
    "100, 5,  60,  0, false",
    "100, 6,  60,  0, true",
    "100, 6, 100,  1, false",
    "100, 7, 100,  1, true",
    "100, 99, 100, 100, false",
  })
  void the_limits_are_a_number_of_calls_and_of_points_above_the_other_arm(
      int calls, int errors, int otherCalls, int otherErrors, boolean exceeded) {
    assertThat(
            BrakeLimits.DEFAULT
                .exceeded(new Count(calls, errors), new Count(otherCalls, otherErrors))
                .isPresent())
        .isEqualTo(exceeded);
  }

  @Test
  void it_is_pulled_at_the_fiftieth_call_and_says_why() {
    brake.state(CANARY);
    end(Arm.FIXED, 99, 1);
    end(Arm.ROUTER, 45, 4);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);

    end(Arm.ROUTER, 1, 0);

    assertThat(brake.state(CANARY)).isEqualTo(State.PULLED);
    assertThat(warnings)
        .containsExactly(
            "4 of 50 (8.0 %) of the router's newest calls failed, 1 of 100 (1.0 %) of the set"
                + " model's");
    end(Arm.ROUTER, 0, 10);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void calls_that_say_nothing_do_not_count() {
    brake.state(CANARY);
    for (int i = 0; i < 100; i++) {
      brake.ended(Arm.ROUTER, Result.ASIDE);
    }
    end(Arm.ROUTER, 0, 49);

    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
  }

  @Test
  void a_bad_turn_does_not_drown_in_good_days() {
    brake.state(CANARY);
    end(Arm.ROUTER, 10_000, 10);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    end(Arm.ROUTER, 0, 1);
    assertThat(brake.state(CANARY)).isEqualTo(State.PULLED);
  }

  @Test
  void it_stays_pulled_until_another_mode_is_set_and_begins_anew_then() {
    brake.state(CANARY);
    end(Arm.ROUTER, 0, 50);
    end(Arm.ROUTER, 500, 0);
    assertThat(brake.state(new Rollout(Mode.CANARY, 50, null, BrakeLimits.DEFAULT)))
        .isEqualTo(State.PULLED);

    assertThat(brake.state(new Rollout(Mode.FIXED, 10, null, BrakeLimits.DEFAULT)))
        .isEqualTo(State.RELEASED);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    end(Arm.ROUTER, 0, 49);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    end(Arm.ROUTER, 0, 1);
    assertThat(brake.state(CANARY)).isEqualTo(State.PULLED);
  }

  @Test
  void what_the_set_model_did_before_is_what_a_router_that_is_on_is_measured_by() {
    brake.state(new Rollout(Mode.FIXED, 10, "m", BrakeLimits.DEFAULT));
    end(Arm.FIXED, 50, 50);
    Rollout on = new Rollout(Mode.ON, 10, "m", BrakeLimits.DEFAULT);
    brake.state(on);
    end(Arm.ROUTER, 23, 27);
    assertThat(brake.state(on)).isEqualTo(State.RELEASED);
    end(Arm.ROUTER, 0, 3);
    assertThat(brake.state(on)).isEqualTo(State.PULLED);
  }

  @Test
  void it_is_never_pulled_where_there_is_nothing_to_go_back_to() {
    brake.state(Rollout.ON);
    end(Arm.ROUTER, 0, 500);

    assertThat(brake.state(Rollout.ON)).isEqualTo(State.RELEASED);
    assertThat(warnings).isEmpty();
  }
}
