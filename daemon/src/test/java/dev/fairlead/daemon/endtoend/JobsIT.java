package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Calls that outlast their client's patience. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class JobsIT {
  private static final Pattern JOB = Pattern.compile("job ([0-9a-f-]{36})");

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory).with("FAIRLEAD_CLIENT_PATIENCE", "2500ms");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void thinksFor(Duration time) {
    house.simulator.script(Script.of(new Fault.Latency(time)).always());
  }

  @Test
  void the_call_goes_on_and_result_brings_its_answer() throws Exception {
    thinksFor(Duration.ofSeconds(6));
    try (DaemonProcess daemon = house.daemon().initialized()) {
      long start = System.nanoTime();
      DaemonProcess.Asked call = daemon.startCall("chat", Map.of("prompt", "hello"), "token");
      String early = text(daemon.await(call));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(2_400), Duration.ofSeconds(5));
      assertThat(early).contains("chat goes on as job", "Call result with");
      String job = job(early);

      JsonNode answer = daemon.await(daemon.startCall("result", Map.of("job", job), "other token"));
      while (text(answer).contains("goes on as job")) {
        answer = daemon.call("result", Map.of());
      }

      assertThat(text(answer)).contains("was asked “hello”", "continuation_id");
      assertThat(answer.at("/result/_meta/dev.fairlead~1routing/outcome").asString())
          .isEqualTo("answered");
      assertThat(text(daemon.call("result", Map.of("job", job)))).isEqualTo(text(answer));
      assertThat(house.decision("answered").path("tool").asString()).isEqualTo("chat");
      assertIncreasing(daemon.unasked(), "token");
      assertIncreasing(daemon.unasked(), "other token");
    }
  }

  @Test
  void progress_comes_from_the_first_second_on_and_none_after_the_hand_over() throws Exception {
    thinksFor(Duration.ofSeconds(5));
    try (DaemonProcess daemon = house.daemon().initialized()) {
      DaemonProcess.Asked call = daemon.startCall("chat", Map.of("prompt", "hello"), "token");
      long start = System.nanoTime();
      daemon.awaitUnasked(message -> message.path("method").asString().endsWith("progress"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      daemon.await(call);
      int lines = daemon.lines().size();

      text(daemon.call("result", Map.of()));

      assertThat(daemon.lines().subList(lines, daemon.lines().size()))
          .noneMatch(line -> line.contains("notifications/progress"));
    }
  }

  @Test
  void what_there_is_so_far_is_told_when_asked_for() throws Exception {
    house.simulator.script(Script.of(new Fault.Silence(6, Duration.ofSeconds(60))).always());
    try (DaemonProcess daemon = house.daemon().initialized()) {
      String early = text(daemon.call("chat", Map.of("prompt", "hello", "model", "kimi-k3")));

      String soFar = text(daemon.call("result", Map.of("partial", true)));

      assertThat(soFar).contains(job(early), "goes on");
      String cancelled = text(daemon.call("result", Map.of("job", job(early), "cancel", true)));
      assertThat(cancelled).contains("cancelled");
      assertThat(house.decision("cancelled").path("tool").asString()).isEqualTo("chat");
    }
  }

  @Test
  void a_late_cancel_of_the_request_does_not_end_the_job() throws Exception {
    thinksFor(Duration.ofSeconds(4));
    try (DaemonProcess daemon = house.daemon().initialized()) {
      DaemonProcess.Asked call = daemon.startCall("chat", Map.of("prompt", "hello"), null);
      daemon.await(call);

      daemon.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + call.id()
              + "}}");

      JsonNode answer = daemon.call("result", Map.of());
      while (text(answer).contains("goes on as job")) {
        answer = daemon.call("result", Map.of());
      }
      assertThat(text(answer)).contains("was asked “hello”");
    }
  }

  @Test
  void a_job_is_a_resource_whose_end_is_told() throws Exception {
    thinksFor(Duration.ofSeconds(4));
    try (DaemonProcess daemon = house.daemon().initialized()) {
      String job = job(text(daemon.call("chat", Map.of("prompt", "hello"))));
      String uri = "fairlead://jobs/" + job;
      daemon.awaitUnasked(m -> m.path("method").asString().endsWith("resources/list_changed"));
      assertThat(daemon.request("resources/list", Map.of()).toString()).contains(uri);
      assertThat(daemon.request("resources/read", Map.of("uri", uri)).toString())
          .contains("goes on");
      daemon.request("resources/subscribe", Map.of("uri", uri));

      daemon.awaitUnasked(m -> m.path("params").path("uri").asString("").equals(uri));

      assertThat(daemon.request("resources/read", Map.of("uri", uri)).toString())
          .contains("was asked “hello”");
    }
  }

  @Test
  void what_cannot_be_had_is_refused_with_what_can() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(text(daemon.call("result", Map.of()))).contains("there is no job");
      thinksFor(Duration.ofSeconds(30));
      String job = job(text(daemon.call("chat", Map.of("prompt", "hello"))));
      assertThat(text(daemon.call("result", Map.of("job", "gone")))).contains("gone", job);
    }
  }

  private static void assertIncreasing(List<JsonNode> messages, String token) {
    List<Long> values =
        messages.stream()
            .map(message -> message.path("params"))
            .filter(params -> params.path("progressToken").asString("").equals(token))
            .map(params -> params.path("progress").asLong())
            .toList();
    assertThat(values).isNotEmpty().isSorted().doesNotHaveDuplicates();
  }

  static String text(JsonNode reply) {
    return reply.path("result").path("content").path(0).path("text").asString(reply.toString());
  }

  static String job(String text) {
    Matcher job = JOB.matcher(text);
    assertThat(job.find()).as(text).isTrue();
    return job.group(1);
  }
}
