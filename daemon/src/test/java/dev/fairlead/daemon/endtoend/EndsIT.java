package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a daemon ends. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EndsIT {
  @TempDir private Path directory;

  @Test
  void at_the_end_of_its_input_it_ends_within_a_second() throws Exception {
    try (House house = new House(directory);
        DaemonProcess daemon = house.daemon().initialized()) {
      long start = System.nanoTime();
      daemon.closeInput();

      assertThat(daemon.awaitExit()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void what_was_asked_before_the_end_is_answered() throws Exception {
    try (House house = new House(directory);
        DaemonProcess daemon = house.daemon().initialized()) {
      DaemonProcess.Asked last = daemon.startCall("version", Map.of(), null);
      daemon.closeInput();
      daemon.awaitExit();

      assertThat(daemon.await(last).has("result")).isTrue();
    }
  }

  @Test
  void a_call_that_would_go_on_is_aborted_and_recorded() throws Exception {
    try (House house = new House(directory);
        DaemonProcess daemon = house.daemon().initialized()) {
      house.simulator.script(Script.of(new Fault.Latency(Duration.ofSeconds(30))).always());
      daemon.startCall("chat", Map.of("prompt", "hello"), null);
      house.simulator.await(r -> r.chat(), DaemonProcess.PATIENCE);

      long start = System.nanoTime();
      daemon.closeInput();
      daemon.awaitExit();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
      assertThat(house.decision("cancelled").path("tool").asString()).isEqualTo("chat");
    }
  }

  @Test
  void a_signal_ends_it_at_once() throws Exception {
    try (House house = new House(directory);
        DaemonProcess daemon = house.daemon().initialized()) {
      long start = System.nanoTime();
      daemon.handle().destroy();
      daemon.awaitExit();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }
}
