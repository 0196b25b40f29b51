package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.store.OwnPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of a team's database stops and starts again under load, and so may the daemon. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OutageIT {
  private static final boolean FULL = Boolean.getBoolean("fairlead.full");
  private static final int OUTAGES = FULL ? 9 : 1;
  private static final int KILLED = FULL ? 15 : 2;
  private static final int SPAN_MILLIS = FULL ? 3_000 : 1_500;
  private static final int PACE_MILLIS = 20;
  private static final long SEED = 20_261_129;

  /** What each table's rows are told by, and what places them. */
  private static final Map<String, String> TABLES =
      Map.of(
          "decisions", "id",
          "attempts", "decision || ' ' || number",
          "turns", "id || ' ' || thread || ' ' || number || ' ' || COALESCE(parent, '')",
          "threads", "id",
          "events", "id");

  @TempDir private Path directory;
  private House house;
  private OwnPostgres server;

  @BeforeEach
  void open() throws Exception {
    server = OwnPostgres.at(directory.resolve("postgres"), Map.of());
    house =
        new House(directory)
            .with("FAIRLEAD_LIMITS_LANE", "100")
            .with("FAIRLEAD_DATABASE_URL", server.address("postgres"));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
    server.close();
  }

  private static OwnPostgres.End end(int round) {
    OwnPostgres.End[] all = OwnPostgres.End.values();
    return all[round % all.length];
  }

  @Test
  void a_server_that_stops_and_starts_under_load_costs_no_call_and_no_row() throws Exception {
    List<SteadyCalls.Call> up = new ArrayList<>();
    List<SteadyCalls.Call> away = new ArrayList<>();
    List<SteadyCalls.Call> all;
    try (DaemonProcess daemon = house.daemon().initialized();
        SteadyCalls calls = calls(daemon, "steady", new ConcurrentLinkedQueue<>())) {
      calls.during(SPAN_MILLIS); // warms it up
      for (int outage = 1; outage <= OUTAGES; outage++) {
        up.addAll(calls.during(SPAN_MILLIS));
        server.stop(end(outage + 1));
        away.addAll(calls.during(SPAN_MILLIS));
        awaitSaid("Calls go on", outage);
        if (outage == 1) {
          assertThat(house.run("--check"))
              .satisfies(check -> assertThat(check.exit()).isEqualTo(1))
              .satisfies(check ->
                  assertThat(check.out()).contains("shared database", "cannot be had", "rows are"));
        }
        server.start();
        awaitSaid("takes rows again", outage);
      }
      int sent = calls.finish();
      all = calls.answered();
      assertThat(all).hasSize(sent);
      awaitAllThere();
      assertThat(said("Calls go on"))
          .hasSize(OUTAGES)
          .allSatisfy(line -> assertThat(line).doesNotContain("INSERT"));
      assertThat(said("takes rows again")).hasSize(OUTAGES);
    }
    System.err.printf(
        "fairlead: median and p95 in ms, up %.1f %.1f of %d, away %.1f %.1f of %d%n",
        SteadyCalls.millis(up, 50),
        SteadyCalls.millis(up, 95),
        up.size(),
        SteadyCalls.millis(away, 50),
        SteadyCalls.millis(away, 95),
        away.size());
    assertThat(all).noneMatch(SteadyCalls.Call::failed);
    assertThat(SteadyCalls.millis(away, 50)).isLessThan(2 * SteadyCalls.millis(up, 50) + 20);
    assertThat(SteadyCalls.millis(away, 95)).isLessThan(3 * SteadyCalls.millis(up, 95) + 100);
    assertThat(SteadyCalls.millis(away, 100)).isLessThan(5_000);
    assertOnceEach(all);
  }

  @Test
  void daemons_that_are_killed_while_the_server_is_away_lose_nothing() throws Exception {
    Random chance = new Random(SEED);
    List<SteadyCalls.Call> answered = new ArrayList<>();
    Queue<String> threads = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < KILLED; round++) {
      try (DaemonProcess daemon = house.daemon().initialized();
          SteadyCalls calls = calls(daemon, "before " + round, threads)) {
        calls.during(chance.nextInt(600));
        server.stop(end(round));
        Thread.sleep(chance.nextInt(600));
        kill(daemon);
        answered.addAll(calls.answered());
      }
      try (DaemonProcess daemon = house.daemon().initialized();
          SteadyCalls calls = calls(daemon, "while " + round, threads)) {
        calls.during(100 + chance.nextInt(300));
        Thread.sleep(chance.nextInt(50));
        kill(daemon);
        answered.addAll(calls.answered());
      }
      try (DaemonProcess daemon = house.daemon().initialized();
          SteadyCalls calls = calls(daemon, "after " + round, threads)) {
        calls.during(100);
        server.start();
        Thread.sleep(chance.nextInt(1_500)); // what waited is on its way
        kill(daemon);
        answered.addAll(calls.answered());
      }
    }
    try (DaemonProcess daemon = house.daemon().initialized()) {
      try (SteadyCalls calls = calls(daemon, "at last", threads)) {
        calls.during(100);
        calls.finish();
        answered.addAll(calls.answered());
      }
      awaitAllThere();
    }
    assertThat(answered).hasSizeGreaterThan(10 * KILLED).noneMatch(SteadyCalls.Call::failed);
    assertOnceEach(answered);
  }

  private static SteadyCalls calls(DaemonProcess daemon, String name, Queue<String> threads) {
    return new SteadyCalls(daemon, name, threads, PACE_MILLIS);
  }

  private static void kill(DaemonProcess daemon) throws InterruptedException {
    daemon.handle().destroyForcibly();
    daemon.awaitExit();
  }

  private List<String> said(String what) throws IOException {
    try (Stream<String> lines = Files.lines(house.state.resolve("logs/fairlead.log"))) {
      return lines.filter(line -> line.contains(what)).toList();
    }
  }

  private void awaitSaid(String what, int times) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (said(what).size() < times && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(said(what)).hasSize(times);
  }

  /** Nothing is left to go there; the back-off of a daemon may be long by now. */
  private void awaitAllThere() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!house.column("SELECT seq FROM outbox").isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(house.column("SELECT seq FROM outbox")).isEmpty();
  }

  private void assertOnceEach(List<SteadyCalls.Call> answered) throws Exception {
    List<String> ids = answered.stream().map(SteadyCalls.Call::decision).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(house.column("SELECT id FROM decisions")).doesNotHaveDuplicates().containsAll(ids);
    assertThat(house.column("PRAGMA integrity_check")).containsExactly("ok");
    for (Map.Entry<String, String> table : TABLES.entrySet()) {
      String sql = "SELECT " + table.getValue() + " FROM " + table.getKey();
      assertThat(server.column(sql))
          .as(table.getKey())
          .containsExactlyInAnyOrderElementsOf(house.column(sql));
    }
    List<String> said = answered.stream().map(SteadyCalls.Call::prompt).toList();
    assertThat(server.column("SELECT said FROM turns")).doesNotHaveDuplicates().containsAll(said);
    assertThat(server.column("SELECT id FROM threads WHERE fork_of IS NOT NULL")).isEmpty();
    assertThat(server.column("SELECT id FROM turns WHERE parent IS NOT NULL")).isNotEmpty();
    Path spool = house.state.resolve("spool");
    if (Files.isDirectory(spool)) {
      try (Stream<Path> files = Files.list(spool)) {
        assertThat(files).isEmpty();
      }
    }
  }
}
