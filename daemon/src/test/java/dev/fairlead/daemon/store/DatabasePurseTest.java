package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.Purse.Exceeded;
import dev.fairlead.routing.resilience.Purse.Hold;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.selection.Budget.Window;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabasePurseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final Duration WINDOW = Duration.ofHours(5);
  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final Access METERED = key("acme-m", Billing.METERED);
  private static final Access PLAN = key("acme-p", Billing.PLAN);

  @TempDir private Path directory;
  private final Map<String, Writer> writers = new ConcurrentHashMap<>();
  private Instant now = Instant.parse("2026-10-01T12:00:00Z");

  private static Access key(String id, Billing billing) {
    return new Access(
        id, "acme", URI.create("http://127.0.0.1:1/v1"), new ApiKey("not-a-real-key"), billing);
  }

  private DatabasePurse purse(double day, double workspace, int calls, String where) {
    return new DatabasePurse(
        writers.computeIfAbsent(where, _ -> Stores.writer(directory, PATIENCE)),
        new PurseLimits(day, workspace, calls, WINDOW),
        where,
        () -> now,
        PATIENCE);
  }

  private static Hold hold(Purse.Reserved reserved) {
    assertThat(reserved).isInstanceOf(Hold.class);
    return (Hold) reserved;
  }

  /** What the first limit says is spent, once all that was settled is written. */
  private double spent(DatabasePurse purse) throws InterruptedException {
    for (Writer writer : writers.values()) {
      writer.flush(PATIENCE);
    }
    return purse.budget().limits().getFirst().spent();
  }

  @Test
  void daemons_spend_from_one_purse() throws Exception {
    DatabasePurse one = purse(5, NONE, 0, "/a");
    DatabasePurse two = purse(5, NONE, 0, "/b");
    Hold hold = hold(one.reserve(METERED, 3, LONG));
    assertThat(two.reserve(METERED, 2.5, LONG))
        .isEqualTo(
            new Exceeded("about $2.5000 is more than the $2.0000 left of limits.budget_day"));
    hold.settle(1);
    hold.close();
    assertThat(spent(one)).isEqualTo(1);
    hold(two.reserve(METERED, 4, LONG)).close();
    assertThat(spent(two)).isEqualTo(1);
  }

  @Test
  void a_workspace_has_a_budget_of_its_own() throws Exception {
    DatabasePurse one = purse(NONE, 2, 0, "/a");
    DatabasePurse two = purse(NONE, 2, 0, "/b");
    hold(one.reserve(METERED, 2, LONG)).settle(2);
    assertThat(spent(one)).isEqualTo(2);
    hold(two.reserve(METERED, 2, LONG));
    assertThat(one.reserve(METERED, 0.5, LONG)).isInstanceOf(Exceeded.class);
  }

  @Test
  void what_a_process_that_died_had_set_aside_comes_back_and_a_new_day_begins_anew()
      throws Exception {
    DatabasePurse one = purse(5, NONE, 0, "/a");
    hold(one.reserve(METERED, 4, LONG));
    hold(one.reserve(METERED, 1, LONG)).settle(1);
    assertThat(spent(one)).isEqualTo(5);
    now = now.plus(LONG).plusSeconds(1);
    assertThat(spent(purse(5, NONE, 0, "/a"))).isEqualTo(1);
    now = now.plus(Duration.ofHours(12));
    assertThat(spent(purse(5, NONE, 0, "/a"))).isZero();
  }

  @Test
  void what_others_spend_is_seen_after_a_while() throws Exception {
    DatabasePurse one = purse(5, NONE, 0, "/a");
    assertThat(spent(one)).isZero();
    hold(purse(5, NONE, 0, "/b").reserve(METERED, 2, LONG));
    now = now.plusSeconds(2);
    assertThat(one.budget().limits().getFirst().spent()).isIn(0.0, 2.0); // it looks behind
    assertThat(spent(one)).isEqualTo(2);
  }

  @Test
  void the_calls_of_a_plan_are_counted_in_their_window() throws Exception {
    DatabasePurse one = purse(0, 0, 2, "/a");
    Instant first = now;
    hold(one.reserve(PLAN, 0, LONG)).settle(0);
    now = now.plus(Duration.ofHours(1));
    hold(purse(0, 0, 2, "/b").reserve(PLAN, 0, LONG)).settle(0);
    assertThat(one.reserve(PLAN, 0, LONG)).isInstanceOf(Exceeded.class);
    assertThat(purse(0, 0, 2, "/a").budget().windows())
        .containsEntry("acme-p", new Window(2, 2, first.plus(WINDOW)));
    now = first.plus(WINDOW);
    hold(one.reserve(PLAN, 0, LONG));
  }

  @Test
  void many_at_once_never_spend_more_than_there_is() throws Exception {
    List<DatabasePurse> purses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      purses.add(purse(1, NONE, 0, "/" + i));
    }
    AtomicInteger granted = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      DatabasePurse purse = purses.get(i % 4);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                if (purse.reserve(METERED, 0.1, LONG) instanceof Hold hold) {
                  granted.incrementAndGet();
                  hold.settle(0.1);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(granted.get()).isBetween(9, 10);
    assertThat(spent(purse(1, NONE, 0, "/x"))).isCloseTo(granted.get() / 10.0, within(1e-9));
  }

  @Test
  void without_a_store_the_process_counts_for_itself() throws Exception {
    Files.writeString(
        directory.resolve("fairlead.db"), "this is not a database, it is a sentence ".repeat(99));
    DatabasePurse purse = purse(5, NONE, 0, "/a");
    assertThat(purse.budget().limits()).hasSize(1);
    hold(purse.reserve(METERED, 3, LONG)).settle(3);
    assertThat(purse.reserve(METERED, 3, LONG)).isInstanceOf(Exceeded.class);
  }
}
