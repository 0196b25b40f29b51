package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What lasts in the modern era: calls, tasks, subscriptions, questions to the client. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ModernCallsIT {
  private static final Map<String, Object> CHAT =
      Map.of("name", "chat", "arguments", Map.of("prompt", "hello"));

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

  private static Map<String, Object> tasks(Map<String, Object> fields) {
    return Modern.params(fields, Modern.TASKS, Map.of());
  }

  private static Predicate<JsonNode> told(String method, int subscription) {
    return message ->
        message.path("method").asString("").equals(method)
            && message.path("params").path("_meta").path(Modern.PREFIX + "subscriptionId").asInt(-1)
                == subscription;
  }

  private void thinksFor(Duration time) {
    house.simulator.script(Script.of(new Fault.Latency(time)).always());
  }

  @Test
  void a_long_call_becomes_a_task_that_is_looked_after() throws Exception {
    house.with("FAIRLEAD_CLIENT_PATIENCE", "1500ms");
    thinksFor(Duration.ofSeconds(5));
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode task = daemon.request("tools/call", tasks(CHAT)).path("result");
      String id = task.path("taskId").asString();
      DaemonProcess.Asked listen =
          daemon.start(
              "subscriptions/listen",
              tasks(Map.of("notifications", Map.of("taskIds", List.of(id)))));
      daemon.awaitUnasked(told("notifications/subscriptions/acknowledged", listen.id()));
      JsonNode working = daemon.request("tasks/get", tasks(Map.of("taskId", id))).path("result");

      assertThat(task.path("resultType").asString()).isEqualTo("task");
      assertThat(task.path("status").asString()).isEqualTo("working");
      assertThat(Instant.parse(task.path("createdAt").asString())).isBefore(Instant.now());
      assertThat(task.path("ttlMs").asLong()).isPositive();
      assertThat(task.path("pollIntervalMs").asLong()).isPositive();
      assertThat(task.path("_meta").propertyNames()).contains(Modern.PREFIX + "serverInfo");
      assertThat(working.path("resultType").asString()).isEqualTo("complete");
      assertThat(working.path("status").asString()).isEqualTo("working");
      assertThat(working.path("statusMessage").asString("")).isNotEmpty();

      JsonNode ended = daemon.awaitUnasked(told("notifications/tasks", listen.id())).path("params");
      JsonNode done = daemon.request("tasks/get", tasks(Map.of("taskId", id))).path("result");

      assertThat(ended.path("status").asString()).isEqualTo("completed");
      assertThat(done.path("status").asString()).isEqualTo("completed");
      assertThat(done.path("result").path("resultType").asString()).isEqualTo("complete");
      assertThat(done.at("/result/content/0/text").asString()).contains("was asked “hello”");
      assertThat(ended.path("result")).isEqualTo(done.path("result"));
      assertThat(
              daemon
                  .request("tasks/update", tasks(Map.of("taskId", id, "inputResponses", Map.of())))
                  .at("/result/resultType")
                  .asString())
          .isEqualTo("complete");
    }
  }

  @Test
  void a_task_is_cancelled_and_others_are_not_there() throws Exception {
    house.with("FAIRLEAD_CLIENT_PATIENCE", "1500ms");
    thinksFor(Duration.ofSeconds(60));
    try (DaemonProcess daemon = house.daemon()) {
      String id = daemon.request("tools/call", tasks(CHAT)).at("/result/taskId").asString();

      JsonNode cancel = daemon.request("tasks/cancel", tasks(Map.of("taskId", id)));

      assertThat(cancel.at("/result/resultType").asString()).isEqualTo("complete");
      JsonNode task = daemon.request("tasks/get", tasks(Map.of("taskId", id))).path("result");
      for (int i = 0; i < 200 && task.path("status").asString().equals("working"); i++) {
        Thread.sleep(25);
        task = daemon.request("tasks/get", tasks(Map.of("taskId", id))).path("result");
      }
      assertThat(task.path("status").asString()).isEqualTo("cancelled");
      assertThat(house.decision("cancelled").path("tool").asString()).isEqualTo("chat");
      for (String method : List.of("tasks/get", "tasks/update", "tasks/cancel")) {
        assertThat(
                daemon.request(method, tasks(Map.of("taskId", "gone"))).at("/error/code").asInt())
            .isEqualTo(-32602);
      }
    }
  }

  @Test
  void without_the_extension_a_long_call_names_its_job() {
    house.with("FAIRLEAD_CLIENT_PATIENCE", "1500ms");
    thinksFor(Duration.ofSeconds(4));
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode early = daemon.request("tools/call", Modern.params(CHAT));

      assertThat(early.at("/result/resultType").asString()).isEqualTo("complete");
      assertThat(JobsIT.text(early)).contains("goes on as job");
      assertThat(early.at("/result/_meta").propertyNames()).contains(Modern.PREFIX + "serverInfo");
    }
  }

  @Test
  void progress_is_told_before_the_reply_and_a_cancel_ends_all_of_it() throws Exception {
    house.simulator.script(Script.of(new Fault.Pace(Duration.ofMillis(50))).always());
    try (DaemonProcess daemon = house.daemon()) {
      DaemonProcess.Asked asked =
          daemon.start(
              "tools/call",
              Modern.params(
                  Map.of("name", "chat", "arguments", Map.of("prompt", "[[sim: tokens=2000]] hi")),
                  Map.of(),
                  Map.of("progressToken", "t", Modern.PREFIX + "logLevel", "debug")));
      daemon.awaitUnasked(m -> m.path("params").path("progressToken").asString("").equals("t"));
      house.simulator.await(r -> r.chat() && r.events() > 2, DaemonProcess.PATIENCE);

      Instant cancelled = Instant.now();
      daemon.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + asked.id()
              + "}}");
      SeenRequest seen =
          house.simulator.await(
              r -> r.chat() && r.goneAfter(cancelled).isPresent(), Duration.ofSeconds(5));

      assertThat(seen.goneAfter(cancelled).orElseThrow()).isLessThan(Duration.ofMillis(500));
      assertThat(house.decision("cancelled").path("tool").asString()).isEqualTo("chat");
      int messages = daemon.unasked().size();
      daemon.request("server/discover", Modern.params(Map.of()));
      assertThat(asked.reply()).isNotDone();
      assertThat(daemon.unasked()).hasSize(messages);
    }
  }

  @Test
  void each_subscription_hears_what_it_asked_for_and_ends_with_a_reply() throws Exception {
    Path settings = house.config.resolve("config.yaml");
    Files.writeString(settings, "tools:\n  disable: challenge\n");
    try (DaemonProcess daemon = house.daemon()) {
      DaemonProcess.Asked tools = listen(daemon, Map.of("toolsListChanged", true));
      DaemonProcess.Asked prompts =
          listen(daemon, Map.of("promptsListChanged", true, "toolsListChanged", false));
      DaemonProcess.Asked cancelled = listen(daemon, Map.of("toolsListChanged", true));
      daemon.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + cancelled.id()
              + "}}");

      Files.writeString(settings, "tools:\n  disable: tracer\n");
      Thread.sleep(1_100);
      daemon.request("tools/list", Modern.params(Map.of()));
      daemon.awaitUnasked(told("notifications/tools/list_changed", tools.id()));
      daemon.awaitUnasked(told("notifications/prompts/list_changed", prompts.id()));
      daemon.closeInput();

      assertThat(daemon.awaitExit()).isZero();
      assertThat(daemon.unasked()).isEmpty();
      for (DaemonProcess.Asked asked : List.of(tools, prompts)) {
        JsonNode end = daemon.await(asked).path("result");
        assertThat(end.path("resultType").asString()).isEqualTo("complete");
        assertThat(end.path("_meta").path(Modern.PREFIX + "subscriptionId").asInt())
            .isEqualTo(asked.id());
      }
      assertThat(cancelled.reply()).isNotDone();
    }
  }

  private static DaemonProcess.Asked listen(DaemonProcess daemon, Map<String, Object> filter)
      throws InterruptedException {
    DaemonProcess.Asked asked =
        daemon.start("subscriptions/listen", Modern.params(Map.of("notifications", filter)));
    JsonNode told =
        daemon.awaitUnasked(told("notifications/subscriptions/acknowledged", asked.id()));
    Set<String> agreed = Set.copyOf(told.path("params").path("notifications").propertyNames());
    assertThat(agreed)
        .isEqualTo(
            Set.copyOf(
                filter.entrySet().stream()
                    .filter(e -> !e.getValue().equals(false))
                    .map(Map.Entry::getKey)
                    .toList()));
    return asked;
  }

  @Test
  void the_end_of_a_job_is_told_to_who_listens_for_its_resource() throws Exception {
    house.with("FAIRLEAD_CLIENT_PATIENCE", "1500ms");
    thinksFor(Duration.ofSeconds(5));
    try (DaemonProcess daemon = house.daemon()) {
      DaemonProcess.Asked lists = listen(daemon, Map.of("resourcesListChanged", true));
      String job = JobsIT.job(JobsIT.text(daemon.request("tools/call", Modern.params(CHAT))));
      daemon.awaitUnasked(told("notifications/resources/list_changed", lists.id()));
      String uri = "fairlead://jobs/" + job;
      DaemonProcess.Asked asked = listen(daemon, Map.of("resourceSubscriptions", List.of(uri)));

      JsonNode told = daemon.awaitUnasked(told("notifications/resources/updated", asked.id()));

      assertThat(told.at("/params/uri").asString()).isEqualTo(uri);
      JsonNode read = daemon.request("resources/read", Modern.params(Map.of("uri", uri)));
      assertThat(read.at("/result/contents/0/text").asString()).contains("was asked “hello”");
    }
  }

  @Test
  void what_is_logged_is_told_to_the_request_that_asks_and_to_no_other() throws Exception {
    Path settings = house.config.resolve("config.yaml");
    try (DaemonProcess daemon = house.daemon()) {
      daemon.request("tools/list", Modern.params(Map.of()));
      for (String level : List.of("none", "error", "info")) {
        Files.writeString(settings, "routing:\n  polcy: " + level + "\n");
        Thread.sleep(1_100);
        daemon.request(
            "tools/list",
            Modern.params(
                Map.of(),
                Map.of(),
                level.equals("none") ? Map.of() : Map.of(Modern.PREFIX + "logLevel", level)));
        List<JsonNode> told = List.copyOf(daemon.unasked());
        if (level.equals("info")) {
          assertThat(told)
              .isNotEmpty()
              .allMatch(m -> m.path("method").asString().equals("notifications/message"));
        } else {
          assertThat(told).isEmpty();
        }
      }
    }
  }

  @Test
  void a_client_with_roots_is_asked_for_them_by_a_result() throws Exception {
    Path root = Files.createDirectories(directory.resolve("a root"));
    Files.writeString(root.resolve("notes.txt"), "the moon is made of basalt");
    Map<String, Object> call =
        Map.of(
            "name",
            "chat",
            "arguments",
            Map.of("prompt", "what is in it?", "files", List.of("notes.txt")));
    Map<String, Object> roots = Map.of("roots", Map.of());
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode asked =
          daemon.request("tools/call", Modern.params(call, roots, Map.of())).path("result");
      assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
      assertThat(asked.path("inputRequests").size()).isEqualTo(1);
      String key = asked.path("inputRequests").propertyNames().iterator().next();
      assertThat(asked.path("inputRequests").path(key).path("method").asString())
          .isEqualTo("roots/list");
      assertThat(house.simulator.requests()).isEmpty();
      assertThat(house.state.resolve("logs")).doesNotExist();
      String state = asked.path("requestState").asString();
      Map<String, Object> answers =
          Map.of(key, Map.of("roots", List.of(Map.of("uri", root.toUri().toString()))));

      JsonNode answer =
          again(daemon, call, Map.of("inputResponses", answers, "requestState", state));

      assertThat(answer.at("/result/resultType").asString()).as("%s", answer).isEqualTo("complete");
      assertThat(house.simulator.requests().getLast().json().orElseThrow().toString())
          .contains("basalt");
      Stream.of(state + "x", "x" + state, state.substring(1))
          .map(wrong ->
              again(daemon, call, Map.of("inputResponses", answers, "requestState", wrong)))
          .forEach(reply -> assertThat(reply.at("/error/code").asInt()).isEqualTo(-32602));
      JsonNode other =
          again(
              daemon,
              Map.of("name", "chat", "arguments", Map.of("prompt", "another")),
              Map.of("inputResponses", answers, "requestState", state));
      assertThat(other.at("/error/message").asString()).contains("requestState");
      JsonNode missing = again(daemon, call, Map.of("inputResponses", Map.of("other", Map.of())));
      assertThat(missing.at("/result/resultType").asString()).isEqualTo("input_required");
      assertThat(
              daemon
                  .request(
                      "resources/read",
                      Modern.params(Map.of("uri", "fairlead://models"), roots, Map.of()))
                  .at("/result/resultType")
                  .asString())
          .isEqualTo("complete");
      assertThat(daemon.unasked()).isEmpty();
    }
  }

  private static JsonNode again(
      DaemonProcess daemon, Map<String, Object> call, Map<String, Object> more) {
    Map<String, Object> fields = new LinkedHashMap<>(call);
    fields.putAll(more);
    return daemon.request("tools/call", Modern.params(fields, Map.of("roots", Map.of()), Map.of()));
  }
}
