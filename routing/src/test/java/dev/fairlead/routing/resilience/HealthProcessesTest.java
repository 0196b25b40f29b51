package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Lanes.Slot;
import dev.fairlead.routing.testing.HealthProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shared health among processes that live and die. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(300)
class HealthProcessesTest {
  private static final boolean FULL = Boolean.getBoolean("fairlead.full");

  @TempDir private Path directory;
  private final List<HealthProcess> processes = new ArrayList<>();

  private Path health() {
    return directory.resolve("health");
  }

  private HealthProcess start(String job) {
    HealthProcess process = HealthProcess.start(health(), job);
    processes.add(process);
    return process;
  }

  @AfterEach
  void close() {
    processes.forEach(HealthProcess::close);
  }

  @Test
  void killing_a_holder_frees_its_slot_at_once() throws Exception {
    HealthProcess holder = start("hold");
    assertThat(holder.line()).isEqualTo("in");
    try (SharedHealth own = HealthProcess.health(health())) {
      Lanes lanes = own.lanes(_ -> 1, Duration.ofMillis(100));
      assertThat(lanes.inFlight("key")).isEqualTo(1);
      assertThat(lanes.enter("key", Deadline.in(Duration.ofMillis(50), System::nanoTime), _ -> {}))
          .isEmpty();
      holder.kill();
      long start = System.nanoTime();
      try (Slot slot = lanes.enter("key", HealthProcess.patience(), _ -> {}).orElseThrow()) {
        assertThat(slot).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      }
    }
  }

  @Test
  void who_waits_gets_the_slot_that_another_process_leaves() throws Exception {
    HealthProcess holder = start("hold");
    assertThat(holder.line()).isEqualTo("in");
    try (SharedHealth own = HealthProcess.health(health())) {
      Lanes lanes = own.lanes(_ -> 1, Duration.ofMillis(100));
      try (Slot slot =
          lanes.enter("key", HealthProcess.patience(), _ -> holder.go()).orElseThrow()) {
        assertThat(slot).isNotNull();
      }
    }
  }

  @Test
  void killing_a_prober_makes_room_for_another_probe() throws Exception {
    try (SharedHealth own = HealthProcess.health(health())) {
      Breakers breakers = own.breakers(HealthProcess.SHORT);
      for (int i = 0; i < 3; i++) {
        if (breakers.enter("key", "model") instanceof Pass pass) {
          pass.failed(new ProviderError.Unavailable(500));
        }
      }
      awaitEnd(breakers);
      HealthProcess prober = start("probe");
      assertThat(prober.line()).isEqualTo("Admission");
      assertThat(breakers.enter("key", "model")).isInstanceOf(Resting.class);
      assertThat(breakers.resting()).hasSize(1);
      prober.kill();
      awaitEnd(breakers);
      assertThat(breakers.enter("key", "model")).isInstanceOf(Pass.class);
    }
  }

  private static void awaitEnd(Breakers breakers) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!breakers.resting().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void of_eight_processes_one_probes_in_each_window() throws Exception {
    List<HealthProcess> eight = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      eight.add(start("fail"));
    }
    for (HealthProcess one : eight) {
      assertThat(one.line()).startsWith("ready ");
    }
    eight.forEach(HealthProcess::go);
    List<Long> attempts = attempts(eight);
    long first = attempts.getFirst();
    long rest = HealthProcess.SHORT.rest().toMillis();
    long windows = (attempts.getLast() - first) / rest;
    assertThat(windows).isPositive();
    // the first ones were on their way together, before the vendor was known to be down
    List<Long> probes = attempts.stream().filter(a -> a - first >= rest).toList();
    assertThat(probes.size()).as("%s", attempts).isBetween(1, (int) windows + 1);
    assertThat(attempts.size() - probes.size()).isBetween(3, 3 + 8);
    assertThat(attempts.size()).isLessThanOrEqualTo((int) (5 * (windows + 1)));
    for (int i = 1; i < probes.size(); i++) {
      assertThat(probes.get(i) - probes.get(i - 1)).as("%s", attempts).isGreaterThan(rest - 50);
    }
  }

  private static List<Long> attempts(List<HealthProcess> processes) throws Exception {
    List<Long> all = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> parts = new ArrayList<>();
      for (HealthProcess process : processes) {
        parts.add(
            readers.submit(() -> {
              List<Long> times = new ArrayList<>();
              for (String line = process.line(); !line.equals("end"); line = process.line()) {
                times.add(Long.valueOf(line));
              }
              return times;
            }));
      }
      for (Future<List<Long>> part : parts) {
        all.addAll(part.get());
      }
    }
    return all.stream().sorted().toList();
  }

  @Test
  void no_kill_ever_loses_a_slot_or_lets_two_in() throws Exception {
    for (long seed : FULL ? new long[] {1, 2, 3, 4, 5} : new long[] {1}) {
      killLoop(seed, FULL ? 40 : 6);
    }
  }

  private void killLoop(long seed, int kills) throws Exception {
    Random chance = new Random(seed);
    List<HealthProcess> alive = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      alive.add(churning());
    }
    for (int i = 0; i < kills; i++) {
      Thread.sleep(chance.nextInt(60));
      HealthProcess victim = alive.remove(chance.nextInt(alive.size()));
      victim.kill();
      assertThat(victim.line()).as("seed %s", seed).isEqualTo("end");
      alive.add(churning());
    }
    for (HealthProcess process : alive) {
      process.go();
      assertThat(process.line()).as("seed %s", seed).isEqualTo("end");
    }
    try (SharedHealth own = HealthProcess.health(health())) {
      Lanes lanes = own.lanes(_ -> 1, Duration.ofMillis(100));
      try (Slot slot = lanes.enter("key", HealthProcess.patience(), _ -> {}).orElseThrow()) {
        assertThat(slot).isNotNull();
        assertThat(lanes.inFlight("key")).isEqualTo(1);
      }
    }
  }

  private HealthProcess churning() {
    HealthProcess process = start("churn");
    assertThat(process.line()).isEqualTo("in");
    return process;
  }
}
