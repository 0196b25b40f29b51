package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Many calls at once: nothing waits for anything else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LoadIT {
  private static final int STORM = 50_000;
  private static final int DEPTH = 64;

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void three_calls_of_two_seconds_go_side_by_side_and_a_ping_among_them_is_answered_at_once() {
    house.simulator.script(
        Script.of(new Fault.Latency(Duration.ofSeconds(2))).path("/chat/").always());
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("version", Map.of());
      long start = System.nanoTime();
      List<DaemonProcess.Asked> calls = calls(daemon, 3);
      long beforePing = System.nanoTime();
      daemon.request("ping", Map.of());
      Duration ping = Duration.ofNanos(System.nanoTime() - beforePing);
      calls.forEach(call -> assertAnswered(daemon.await(call)));

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(Duration.ofMillis(4_500)); // one after the other: six seconds
      assertThat(ping).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void three_hundred_calls_of_two_seconds_go_side_by_side_and_pings_are_answered_meanwhile() {
    house.with("FAIRLEAD_LIMITS_LANE", "400");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      for (int round = 0; round < 3; round++) {
        calls(daemon, 300).forEach(call -> assertAnswered(daemon.await(call)));
      }
      house.simulator.script(
          Script.of(new Fault.Latency(Duration.ofSeconds(2))).path("/chat/").always());
      long start = System.nanoTime();
      List<DaemonProcess.Asked> calls = calls(daemon, 300);
      List<Long> pings = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        long before = System.nanoTime();
        daemon.request("ping", Map.of());
        pings.add(System.nanoTime() - before);
      }
      calls.forEach(call -> assertAnswered(daemon.await(call)));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      assertThat(pings.stream().sorted().toList().get(10)).isLessThan(250_000_000L);
    }
  }

  @Test
  void a_thousand_calls_in_flight_are_all_answered() {
    house.with("FAIRLEAD_LIMITS_LANE", "1200");
    house.simulator.script(
        Script.of(new Fault.Latency(Duration.ofSeconds(2))).path("/chat/").always());
    try (DaemonProcess daemon = house.daemon().initialized()) {
      List<DaemonProcess.Asked> calls = calls(daemon, 1_000);
      daemon.request("ping", Map.of());
      calls.forEach(call -> assertAnswered(daemon.await(call)));
    }
  }

  @Test
  void a_storm_of_direct_calls_neither_ends_nor_slows_the_daemon() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      storm(daemon, 2_000);
      Duration early = storm(daemon, STORM / 4);
      storm(daemon, STORM / 2);
      Duration late = storm(daemon, STORM / 4);

      assertThat(late).isLessThan(early.multipliedBy(3).plusSeconds(1));
      assertAnswered(daemon.call("version", Map.of()));
    }
  }

  private static Duration storm(DaemonProcess daemon, int count) {
    Queue<DaemonProcess.Asked> inFlight = new ArrayDeque<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (inFlight.size() == DEPTH) {
        assertAnswered(daemon.await(inFlight.remove()));
      }
      inFlight.add(daemon.startCall("version", Map.of(), null));
    }
    inFlight.forEach(call -> assertAnswered(daemon.await(call)));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static List<DaemonProcess.Asked> calls(DaemonProcess daemon, int count) {
    List<DaemonProcess.Asked> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(daemon.startCall("chat", Map.of("prompt", "question " + i), null));
    }
    return calls;
  }

  private static void assertAnswered(JsonNode reply) {
    assertThat(reply.path("result").path("isError").asBoolean(true)).as("%s", reply).isFalse();
  }
}
