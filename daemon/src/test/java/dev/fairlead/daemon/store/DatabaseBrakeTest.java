package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.rollout.Agreement;
import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.rollout.Brake.State;
import dev.fairlead.routing.rollout.BrakeLimits;
import dev.fairlead.routing.rollout.Count;
import dev.fairlead.routing.rollout.Figures;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Result;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.selection.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabaseBrakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Rollout CANARY = new Rollout(Mode.CANARY, 10, null, BrakeLimits.DEFAULT);
  private static final Rollout ON = new Rollout(Mode.ON, 10, "m-1", BrakeLimits.DEFAULT);

  @TempDir private Path directory;
  private volatile Instant now = Instant.parse("2026-10-01T12:00:00Z");
  private long last;

  private Database database() {
    return new Database(directory.resolve("fairlead.db"), null);
  }

  private DatabaseBrake brake() {
    return new DatabaseBrake(Stores.writer(directory, PATIENCE), () -> now, PATIENCE);
  }

  private RolloutLog log() {
    return new RolloutLog(database());
  }

  /** That many decisions of an arm that have just ended, some of them with errors. */
  private void ended(Arm arm, Mode mode, int calls, int errors) throws Exception {
    try (Connection connection = database().open()) {
      for (int i = 0; i < calls; i++) {
        Decision.Outcome outcome = i < errors ? Decision.Outcome.FAILED : Decision.Outcome.ANSWERED;
        Placement placement = new Placement(mode, arm, false, null);
        write(connection, decision(outcome, placement));
      }
    }
  }

  private static void write(Connection connection, Decision... decisions) throws Exception {
    for (Decision decision : decisions) {
      Rows.inFile(connection, false).write(DecisionRows.of(decision, Stores.who("/projects")));
    }
  }

  private Decision decision(Decision.Outcome outcome, @Nullable Placement placement) {
    Decision like = Decisions.numbered(++last);
    return new Decision(
        like.id(),
        now,
        like.plan(),
        like.attempts(),
        outcome,
        like.path(),
        like.degradations(),
        like.took(),
        null,
        like.timing(),
        like.bounds(),
        placement);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < PATIENCE.toMillis() / 10 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** Waits until the brake has judged all that ended. */
  private static void judge(DatabaseBrake brake, Rollout rollout) throws Exception {
    brake.ended(Arm.ROUTER, Result.ANSWERED);
    brake.flush(PATIENCE);
    brake.state(rollout);
  }

  @Test
  void the_call_that_finds_a_new_mode_in_force_has_begun_before_and_counts() throws Exception {
    DatabaseBrake brake = brake();
    now = now.plusMillis(5);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    now = now.minusMillis(5);
    ended(Arm.ROUTER, Mode.CANARY, 1, 1);
    now = now.plusMillis(10);
    ended(Arm.ROUTER, Mode.CANARY, 49, 49);
    judge(brake, CANARY);

    assertThat(brake.state(CANARY)).isEqualTo(State.PULLED);
  }

  @Test
  void it_is_pulled_for_all_daemons_and_stays_so_after_they_end() throws Exception {
    DatabaseBrake brake = brake();
    DatabaseBrake other = brake();
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    assertThat(other.state(CANARY)).isEqualTo(State.RELEASED);
    ended(Arm.FIXED, Mode.CANARY, 100, 1);
    ended(Arm.ROUTER, Mode.CANARY, 49, 4);
    judge(brake, CANARY);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);

    ended(Arm.ROUTER, Mode.CANARY, 1, 0);
    brake.ended(Arm.ROUTER, Result.ANSWERED);

    await(() -> brake.state(CANARY) == State.PULLED);
    now = now.plusSeconds(2);
    await(() -> other.state(CANARY) == State.PULLED);
    assertThat(brake().state(CANARY)).isEqualTo(State.PULLED);
    assertThat(log().standing().orElseThrow().why())
        .isEqualTo(
            "4 of 50 (8.0 %) of the router's newest calls failed, 1 of 100 (1.0 %) of the set"
                + " model's");
  }

  @Test
  void resuming_has_only_later_calls_judged() throws Exception {
    DatabaseBrake brake = brake();
    brake.state(CANARY);
    ended(Arm.ROUTER, Mode.CANARY, 60, 60);
    brake.ended(Arm.ROUTER, Result.ERROR);
    await(() -> brake.state(CANARY) == State.PULLED);

    now = now.plusSeconds(5);
    assertThat(log().resume(Mode.ON, now)).isEmpty();
    assertThat(log().resume(Mode.CANARY, now)).isPresent();
    assertThat(log().resume(Mode.CANARY, now)).isEmpty();

    now = now.plusSeconds(5);
    await(() -> brake.state(CANARY) == State.RELEASED);
    ended(Arm.ROUTER, Mode.CANARY, 49, 49);
    judge(brake, CANARY);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    ended(Arm.ROUTER, Mode.CANARY, 1, 1);
    brake.ended(Arm.ROUTER, Result.ERROR);
    await(() -> brake.state(CANARY) == State.PULLED);
  }

  @Test
  void another_mode_releases_it() throws Exception {
    DatabaseBrake brake = brake();
    brake.state(CANARY);
    ended(Arm.ROUTER, Mode.CANARY, 60, 60);
    brake.ended(Arm.ROUTER, Result.ERROR);
    await(() -> brake.state(CANARY) == State.PULLED);

    now = now.plusSeconds(5);
    assertThat(brake.state(ON)).isEqualTo(State.RELEASED);
    now = now.plusSeconds(5);

    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    judge(brake, CANARY);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
  }

  @Test
  void a_router_that_is_on_is_measured_by_what_the_set_model_did_before() throws Exception {
    now = now.minus(Duration.ofDays(10));
    ended(Arm.FIXED, Mode.FIXED, 50, 10);
    now = now.plus(Duration.ofDays(10));
    DatabaseBrake brake = brake();
    brake.state(ON);
    ended(Arm.ROUTER, Mode.ON, 76, 19);
    judge(brake, ON);
    assertThat(brake.state(ON)).isEqualTo(State.RELEASED);

    ended(Arm.ROUTER, Mode.ON, 4, 2);
    brake.ended(Arm.ROUTER, Result.ERROR);
    await(() -> brake.state(ON) == State.PULLED);
  }

  @Test
  void without_a_model_that_is_set_a_router_that_is_on_is_never_given_up() throws Exception {
    DatabaseBrake brake = brake();
    brake.state(Rollout.ON);
    ended(Arm.ROUTER, Mode.ON, 100, 100);

    judge(brake, Rollout.ON);

    assertThat(brake.state(Rollout.ON)).isEqualTo(State.RELEASED);
    assertThat(log().standing().orElseThrow().back()).isFalse();
  }

  @Test
  void a_database_that_is_locked_holds_no_call() throws Exception {
    ended(Arm.ROUTER, Mode.CANARY, 60, 60);
    DatabaseBrake brake =
        new DatabaseBrake(
            Stores.writer(directory, Duration.ofMillis(50)), () -> now, Duration.ofMillis(50));
    try (Connection connection = database().open();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      long start = System.nanoTime();
      assertThat(brake.state(CANARY)).isEqualTo(State.UNKNOWN);
      assertThat(brake.state(Rollout.ON)).isEqualTo(State.RELEASED);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      statement.execute("ROLLBACK");
    }
    // what waited is done now, and the brake works as if nothing had been
    now = now.plusSeconds(2);
    ended(Arm.ROUTER, Mode.CANARY, 60, 60);
    await(() -> {
      brake.ended(Arm.ROUTER, Result.ERROR);
      return brake.state(CANARY) == State.PULLED;
    });
  }

  @Test
  void a_database_that_cannot_be_had_gives_nothing_up() throws Exception {
    Files.createDirectories(directory.resolve("fairlead.db"));
    DatabaseBrake brake = brake();

    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
    brake.ended(Arm.ROUTER, Result.ERROR);
    assertThat(brake.state(CANARY)).isEqualTo(State.RELEASED);
  }

  @Test
  void the_log_compares_arms_and_choices() throws Exception {
    ended(Arm.FIXED, Mode.CANARY, 3, 1);
    ended(Arm.ROUTER, Mode.CANARY, 2, 0);
    try (Connection connection = database().open()) {
      Plan nothing = new Plan(Decisions.numbered(1).plan().ask(), List.of(), List.of());
      write(
          connection,
          decision(Decision.Outcome.CANCELLED, new Placement(Mode.ON, Arm.ROUTER, false, null)),
          decision(Decision.Outcome.ANSWERED, new Placement(Mode.ON, null, false, null)),
          decision(Decision.Outcome.ANSWERED, null),
          decision(
              Decision.Outcome.ANSWERED, new Placement(Mode.SHADOW, Arm.FIXED, false, nothing)));
    }

    RolloutLog.Comparison arms = log().since(now);

    assertThat(arms.fixed())
        .isEqualTo(
            new Figures(
                new Count(4, 1), Duration.ofMillis(30), Duration.ofMillis(30), 1, 4 * 130, 0));
    assertThat(arms.router())
        .isEqualTo(
            new Figures(
                new Count(2, 0), Duration.ofMillis(30), Duration.ofMillis(30), 0.5, 2 * 130, 1));
    assertThat(arms.agreement()).isEqualTo(new Agreement(1, 1, 0, 0, 0));
    assertThat(log().since(now.plusSeconds(1)).fixed().count()).isEqualTo(Count.NONE);
  }
}
