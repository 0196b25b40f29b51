package dev.fairlead.routing.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RolloutTest {
  private static final int MANY = 20_000;

  /** Threads' ids, the same in each run. */
  private static List<String> ids() {
    Random dice = new Random(7);
    return Stream.generate(() -> new UUID(dice.nextLong(), dice.nextLong()).toString())
        .limit(MANY)
        .toList();
  }

  private static Rollout canary(double percent) {
    return new Rollout(Mode.CANARY, percent, null, BrakeLimits.DEFAULT);
  }

  private static double share(double percent, List<String> ids) {
    Rollout rollout = canary(percent);
    return 100.0 * ids.stream().filter(id -> rollout.armOf(id) == Arm.ROUTER).count() / ids.size();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 5, 10, 33.3, 50, 90, 99})
  void about_so_many_threads_go_through_the_router(double percent) {
    double spread = 4 * Math.sqrt(percent * (100 - percent) / MANY);
    assertThat(share(percent, ids())).isCloseTo(percent, within(spread));
  }

  @Test
  void ids_that_differ_in_little_spread_as_well() {
    List<String> numbered = IntStream.range(0, MANY).mapToObj(i -> "thread-" + i).toList();
    assertThat(share(10, numbered)).isCloseTo(10, within(1.0));
  }

  @Test
  void none_or_all_do_at_the_ends() {
    assertThat(share(0, ids())).isZero();
    assertThat(share(100, ids())).isEqualTo(100);
  }

  @Test
  void a_thread_of_the_router_stays_with_it_when_the_share_grows() {
    for (String id : ids()) {
      if (canary(10).armOf(id) == Arm.ROUTER) {
        assertThat(canary(30).armOf(id)).isEqualTo(Arm.ROUTER);
      }
    }
  }

  @Test
  void an_id_has_the_same_arm_in_every_release() {
    // written down when the first release did it so: a change would move threads in the middle
    assertThat(Stream.of("a", "b", "c", "d", "e", "f", "g", "h").map(canary(50)::armOf))
        .containsExactly(
            Arm.FIXED,
            Arm.ROUTER,
            Arm.ROUTER,
            Arm.FIXED,
            Arm.ROUTER,
            Arm.FIXED,
            Arm.ROUTER,
            Arm.ROUTER);
  }

  @Test
  void without_a_canary_the_mode_decides_alone() {
    assertThat(of(Mode.FIXED, null).armOf("a")).isEqualTo(Arm.FIXED);
    assertThat(of(Mode.SHADOW, null).armOf("a")).isEqualTo(Arm.FIXED);
    assertThat(of(Mode.ON, null).armOf("a")).isEqualTo(Arm.ROUTER);
  }

  @Test
  void only_where_there_is_something_to_go_back_to_calls_go_back() {
    assertThat(of(Mode.CANARY, null).reversible()).isTrue();
    assertThat(of(Mode.ON, "red-5").reversible()).isTrue();
    assertThat(of(Mode.ON, null).reversible()).isFalse();
    assertThat(of(Mode.FIXED, "red-5").reversible()).isFalse();
    assertThat(of(Mode.SHADOW, "red-5").reversible()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
  void a_share_that_is_none_is_refused(double percent) {
    assertThatThrownBy(() -> canary(percent)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Rollout of(Mode mode, @Nullable String fixed) {
    return new Rollout(mode, 10, fixed, BrakeLimits.DEFAULT);
  }
}
