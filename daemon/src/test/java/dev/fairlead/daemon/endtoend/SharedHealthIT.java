package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several daemons of one user, who have one set of keys. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SharedHealthIT {
  private static final int DAEMONS = 8;
  private static final int TOO_MANY = 429;

  /** For the first calls of eight processes at once, on a machine that is busy anyway. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration REST = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private House house;
  private final List<DaemonProcess> daemons = new ArrayList<>();

  @BeforeEach
  void house() {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    daemons.forEach(DaemonProcess::close);
    house.close();
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      // one after the other: all at once would be slow to start on a busy machine
      DaemonProcess daemon = house.daemon();
      daemons.add(daemon);
      daemon.initialized();
      assertAnswered(daemon.call("version", Map.of()));
    }
  }

  /** That many calls of each daemon, one after the other, all daemons at once. */
  private void call(int each) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (DaemonProcess daemon : daemons) {
        all.add(
            callers.submit(() -> {
              for (int i = 0; i < each; i++) {
                assertAnswered(
                    daemon
                        .startCall("chat", Map.of("prompt", "question " + i), null)
                        .reply()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
              }
              return each;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static void assertAnswered(JsonNode reply) {
    assertThat(reply.path("result").path("isError").asBoolean(true)).as("%s", reply).isFalse();
  }

  private List<SeenRequest> asked(Vendor vendor) {
    return house.simulator.requests(r -> r.vendor() == vendor && r.chat());
  }

  @Test
  void eight_daemons_keep_to_a_lane_of_one() throws Exception {
    house.with("MOONSHOT_API_KEY", "").with("FAIRLEAD_LIMITS_LANE", "1");
    house.simulator.limitConcurrency(Vendor.GLM, 1);
    house.simulator.script(
        Script.of(new Fault.Latency(Duration.ofMillis(20))).path("/chat/").always());
    start(DAEMONS);
    call(5);

    assertThat(asked(Vendor.GLM)).hasSize(40);
    assertThat(asked(Vendor.GLM)).noneMatch(r -> r.status() == TOO_MANY);
  }

  @Test
  void killing_a_daemon_frees_the_slot_it_held() throws Exception {
    house.with("MOONSHOT_API_KEY", "").with("FAIRLEAD_LIMITS_LANE", "1");
    house.simulator.script(
        Script.of(new Fault.Latency(Duration.ofMinutes(2))).path("/chat/").times(1));
    start(2);
    daemons.getFirst().startCall("chat", Map.of("prompt", "held"), null);
    house.simulator.await(SeenRequest::chat, DaemonProcess.PATIENCE);
    DaemonProcess.Asked waiting =
        daemons.getLast().startCall("chat", Map.of("prompt", "waits"), "token");
    daemons
        .getLast()
        .awaitUnasked(m -> m.path("params").path("message").asString("").contains("free slot"));

    daemons.getFirst().handle().destroyForcibly();
    assertAnswered(daemons.getLast().await(waiting));
  }

  @Test
  void a_vendor_that_is_down_is_asked_by_one_of_eight_daemons_in_each_window() throws Exception {
    house
        .with("FAIRLEAD_LIMITS_LANE", "50")
        .with("FAIRLEAD_ROUTING_POLICY", "quality")
        .with("FAIRLEAD_MODELS_ALLOW", "kimi-k3.1-pro,glm-4.5-flash");
    house.simulator.script(
        Script.of(new Fault.Status(503)).on(Vendor.KIMI).path("/chat/").always());
    start(DAEMONS);
    long start = System.nanoTime();
    for (int i = 0; i < 8; i++) {
      // the first three find out for all
      assertAnswered(daemons.getFirst().call("chat", Map.of("prompt", "question " + i)));
    }
    call(24);

    long windows = (System.nanoTime() - start) / REST.toNanos();
    assertThat(asked(Vendor.GLM)).hasSize(200);
    assertThat(asked(Vendor.KIMI).size()).isBetween(3, 3 + (int) windows);
  }
}
