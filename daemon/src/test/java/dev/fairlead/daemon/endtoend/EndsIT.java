package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The ways in which a daemon ends. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EndsIT {
  private static final Duration PROMISED = Duration.ofSeconds(1);

  /** The promise, and half as much again for a busy machine. */
  private static final Duration SOON = Duration.ofMillis(1_500);

  /** What each way took, each time. */
  private static final Map<Way, List<Duration>> TOOK = new EnumMap<>(Way.class);

  private static final int ROUNDS = Boolean.getBoolean("fairlead.full") ? 50 : 3;

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

  /** How a client ends its server. */
  enum Way {
    END_OF_INPUT,
    SIGTERM,
    SIGINT,
    SIGHUP,
    DEATH_OF_THE_PARENT
  }

  static Stream<Arguments> ways_and_clients() throws IOException {
    List<String> clients = clients();
    List<Arguments> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Way way : Way.values()) {
        all.add(Arguments.of(way, clients.get(all.size() % clients.size())));
      }
    }
    return all.stream();
  }

  /** The names that the daemon knows clients by. */
  static List<String> clients() throws IOException {
    Path file =
        DaemonProcess.root()
            .resolve("daemon/src/main/resources/dev/fairlead/daemon/protocol/clients.json");
    return JsonMapper.builder()
        .build()
        .readTree(Files.readString(file))
        .valueStream()
        .map(client -> client.path("name").asString())
        .distinct()
        .map(name -> name.isEmpty() ? "somebody new" : name)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ways_and_clients")
  @DisabledOnOs(OS.WINDOWS)
  void it_is_gone_soon_with_calls_open_and_leaves_nothing(Way way, String client) throws Exception {
    house.simulator.script(Script.of(new Fault.Latency(Duration.ofSeconds(60))).always());
    try (DaemonProcess daemon = started(way)) {
      daemon.initialized(client, "2025-06-18", Map.of());
      daemon.startCall("chat", Map.of("prompt", "hello"), "token");
      daemon.startCall("chat", Map.of("prompt", "hello again"), null);
      house.simulator.await(r -> r.chat(), DaemonProcess.PATIENCE);
      List<ProcessHandle> all = new ArrayList<>(daemon.handle().descendants().toList());
      all.add(daemon.handle());

      long start = System.nanoTime();
      end(way, daemon);
      awaitGone(all);

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      TOOK.computeIfAbsent(way, _ -> new ArrayList<>()).add(took);
      assertThat(took).isLessThan(SOON);
      awaitHungUp();
      assertThat(house.column("SELECT tool FROM decisions WHERE outcome = 'cancelled'"))
          .isNotEmpty()
          .containsOnly("chat");
    }
  }

  /** A busy machine makes one of them late; as a rule it is the second that is promised. */
  @AfterAll
  static void as_a_rule_it_is_gone_within_a_second() {
    assertThat(TOOK)
        .allSatisfy((_, times) ->
            assertThat(times.stream().sorted().toList().get(times.size() / 2))
                .isLessThan(PROMISED));
  }

  /** Waits until the vendor has seen that nobody wants its answers any more. */
  private void awaitHungUp() throws InterruptedException {
    long end = System.nanoTime() + DaemonProcess.PATIENCE.toNanos();
    while (isAsked() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(isAsked()).as("a request is still open").isFalse();
  }

  private boolean isAsked() {
    return house.simulator.requests().stream().anyMatch(r -> r.chat() && r.ended() == null);
  }

  private DaemonProcess started(Way way) throws IOException {
    return switch (way) {
      case DEATH_OF_THE_PARENT -> house.daemonOfAParent();
      case SIGINT -> isIgnored(2) ? house.daemonThatMinds("INT") : house.daemon();
      default -> house.daemon();
    };
  }

  /** A shell has what it starts in the background ignore this signal, children included. */
  private static boolean isIgnored(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line ->
                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1) & 1) == 1);
  }

  /** Looks often: what the JDK knows of processes that are not its own comes late. */
  private static void awaitGone(List<ProcessHandle> processes) throws InterruptedException {
    long end = System.nanoTime() + DaemonProcess.PATIENCE.toNanos();
    while (processes.stream().anyMatch(EndsIT::runs) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(processes).noneMatch(EndsIT::runs);
  }

  /** One that has ended and whose new parent has not asked for its exit code yet does not run. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException _) {
      return process.isAlive();
    }
  }

  private static void end(Way way, DaemonProcess daemon) throws IOException, InterruptedException {
    switch (way) {
      case END_OF_INPUT -> daemon.closeInput();
      case SIGTERM -> signal("TERM", daemon.handle());
      case SIGINT -> signal("INT", daemon.handle());
      case SIGHUP -> signal("HUP", daemon.handle());
      case DEATH_OF_THE_PARENT -> signal("KILL", daemon.handle());
    }
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Test
  void at_the_end_of_its_input_it_ends_within_a_second() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      long start = System.nanoTime();
      daemon.closeInput();

      assertThat(daemon.awaitExit()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void one_whose_parent_was_gone_from_the_start_goes_on_until_its_input_ends() throws Exception {
    try (DaemonProcess daemon = house.daemonOfNobody().initialized()) {
      Thread.sleep(1_000); // who watches a parent looks several times in that

      assertThat(daemon.request("ping", Map.of()).has("result")).isTrue();
      daemon.closeInput();
      daemon.awaitSilence();
    }
  }

  @Test
  void what_was_asked_before_the_end_is_answered() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      DaemonProcess.Asked last = daemon.startCall("version", Map.of(), null);
      daemon.closeInput();
      daemon.awaitExit();

      assertThat(daemon.await(last).has("result")).isTrue();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothing_that_was_answered_is_lost_when_it_is_killed_right_after_a_signal() throws Exception {
    for (int round = 0; round < Math.min(ROUNDS, 10); round++) {
      try (DaemonProcess daemon = house.daemon().initialized()) {
        List<DaemonProcess.Asked> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          calls.add(daemon.startCall("chat", Map.of("prompt", "question " + i), null));
        }
        daemon.await(calls.get(round % calls.size()));
        signal("TERM", daemon.handle());
        Thread.sleep(10);
        signal("KILL", daemon.handle());
        daemon.awaitExit();

        List<String> answered =
            calls.stream()
                .filter(call -> call.reply().isDone())
                .map(call -> daemon.await(call))
                .filter(reply -> !reply.at("/result/isError").asBoolean(true))
                .map(reply -> reply.at("/result/_meta/dev.fairlead~1routing/decision").asString())
                .toList();
        assertThat(answered).isNotEmpty();
        assertThat(house.column("SELECT id FROM decisions")).containsAll(answered);
      }
    }
  }
}
