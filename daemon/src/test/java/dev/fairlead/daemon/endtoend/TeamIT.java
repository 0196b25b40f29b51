package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.daemon.store.OwnPostgres;
import dev.fairlead.daemon.store.SharedSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A team whose daemons are twice as many as the connections that its server takes, in {@code
 * scripts/check --full}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TeamIT {
  private static final int DAEMONS = 120;

  /** State directories: three daemons each, or one each, as containers have, for 120 of them. */
  private static final int MACHINES =
      Integer.parseInt(Objects.requireNonNullElse(System.getenv("FAIRLEAD_TEST_MACHINES"), "40"));

  private static final int CALLS = 5;
  private static final int CONNECTIONS = 60;
  private static final int RESERVED = 3;
  private static final int AT_ONCE = 4;

  /** Two, and those that the daemon closed but a busy server has not let go of yet. */
  private static final int PER_DAEMON = 2 + 2;

  private static final Duration ARRIVAL = Duration.ofMinutes(4);
  private static final String ROLE = "fairlead_daemon";

  @TempDir private Path directory;

  /** How many connections there were at most: in all, and of one daemon. */
  private static final class Watch implements AutoCloseable {
    private final Connection admin;
    private final Thread thread = Thread.ofPlatform().unstarted(this::look);
    private final Map<String, Integer> most = new HashMap<>();
    private int all;
    private volatile boolean over;

    Watch(OwnPostgres server) throws SQLException {
      admin = server.admin();
      thread.start();
    }

    private void look() {
      try (Statement statement = admin.createStatement()) {
        while (!over) {
          int now = 0;
          try (ResultSet row =
              statement.executeQuery(
                  "SELECT application_name, COUNT(*) FROM pg_stat_activity WHERE usename = '"
                      + ROLE
                      + "' GROUP BY 1")) {
            while (row.next()) {
              most.merge(row.getString(1), row.getInt(2), Math::max);
              now += row.getInt(2);
            }
          }
          all = Math.max(all, now);
          Thread.sleep(20);
        }
      } catch (SQLException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws SQLException {
      over = true;
      boolean interrupted = false;
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
      admin.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void more_daemons_than_connections_all_serve_and_all_rows_arrive_once() throws Exception {
    assumeTrue(Boolean.getBoolean("fairlead.full"), "a team is part of scripts/check --full");
    Map<String, String> settings =
        Map.of(
            "max_connections", Integer.toString(CONNECTIONS + RESERVED),
            "superuser_reserved_connections", Integer.toString(RESERVED));
    List<DaemonProcess> daemons = Collections.synchronizedList(new ArrayList<>());
    try (House house = new House(directory);
        OwnPostgres server = OwnPostgres.at(directory.resolve("postgres"), settings)) {
      setUp(server);
      long began = System.nanoTime();
      Watch watch = new Watch(server);
      List<String> decisions = new ArrayList<>();
      try (watch;
          ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE)) {
        List<Future<DaemonProcess>> starting = new ArrayList<>();
        for (int i = 0; i < DAEMONS; i++) {
          Map<String, String> environment = environment(house, server, i);
          starting.add(
              starters.submit(() -> {
                DaemonProcess daemon = new DaemonProcess(environment, house.workspace);
                daemons.add(daemon);
                return daemon.initialized();
              }));
        }
        List<Future<List<String>>> calling = new ArrayList<>();
        for (Future<DaemonProcess> started : starting) {
          DaemonProcess daemon = started.get();
          calling.add(starters.submit(() -> calls(daemon)));
        }
        for (Future<List<String>> called : calling) {
          decisions.addAll(called.get());
        }
        awaitDecisions(server);
      } finally {
        daemons.forEach(DaemonProcess::close);
      }
      System.err.printf(
          "fairlead: %d daemons in %d state directories had at most %d connections, one of them %d, in %d s%n",
          DAEMONS,
          MACHINES,
          watch.all,
          Collections.max(watch.most.values()),
          Duration.ofNanos(System.nanoTime() - began).toSeconds());
      assertThat(decisions).hasSize(DAEMONS * CALLS).doesNotHaveDuplicates();
      assertThat(server.column("SELECT id FROM decisions"))
          .containsExactlyInAnyOrderElementsOf(decisions);
      assertThat(server.column("SELECT decision FROM attempts"))
          .containsExactlyInAnyOrderElementsOf(decisions);
      assertThat(server.column("SELECT said FROM turns"))
          .hasSize(DAEMONS * CALLS)
          .doesNotHaveDuplicates();
      assertThat(server.column("SELECT DISTINCT machine FROM decisions")).hasSize(MACHINES);
      assertThat(watch.all).isLessThanOrEqualTo(CONNECTIONS);
      assertThat(watch.most.values()).allSatisfy(most -> assertThat(most).isBetween(1, PER_DAEMON));
      assertThat(daemons)
          .allSatisfy(daemon -> assertThat(daemon.stderr()).doesNotContain("ERROR", "Exception"));
    }
  }

  private static void setUp(OwnPostgres server) throws SQLException {
    try (Connection admin = server.admin();
        Statement statement = admin.createStatement()) {
      statement.execute(SharedSchema.script());
    }
  }

  private Map<String, String> environment(House house, OwnPostgres server, int number) {
    int machine = number * MACHINES / DAEMONS;
    Map<String, String> environment = new LinkedHashMap<>(house.environment());
    environment.put("FAIRLEAD_STATE_DIRECTORY", directory.resolve("states/" + machine).toString());
    environment.put("HOSTNAME", "box" + machine);
    environment.put(
        "FAIRLEAD_DATABASE_URL", server.address(ROLE) + "?ApplicationName=daemon" + number);
    return environment;
  }

  /** Those after the first go on with one conversation at once, which each looks up there, too. */
  private static List<String> calls(DaemonProcess daemon) {
    List<String> decisions = new ArrayList<>();
    String name = "daemon " + daemon.handle().pid();
    JsonNode first = daemon.call("chat", Map.of("prompt", name + " begins"));
    decisions.add(decision(first));
    String thread = first.at("/result/_meta/dev.fairlead~1routing/thread").asString();
    List<DaemonProcess.Asked> more = new ArrayList<>();
    for (int i = 1; i < CALLS; i++) {
      Map<String, Object> goingOn = Map.of("prompt", name + " " + i, "continuation_id", thread);
      more.add(daemon.startCall("chat", goingOn, null));
    }
    more.forEach(asked -> decisions.add(decision(daemon.await(asked))));
    return decisions;
  }

  private static String decision(JsonNode reply) {
    assertThat(reply.at("/result/isError").asBoolean(true)).as(reply.toString()).isFalse();
    return reply.at("/result/_meta/dev.fairlead~1routing/decision").asString();
  }

  private static void awaitDecisions(OwnPostgres server) throws Exception {
    long end = System.nanoTime() + ARRIVAL.toNanos();
    while (server.column("SELECT id FROM decisions").size() < DAEMONS * CALLS
        && System.nanoTime() < end) {
      Thread.sleep(500);
    }
  }
}
