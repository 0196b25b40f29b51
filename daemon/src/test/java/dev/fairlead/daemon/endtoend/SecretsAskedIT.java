package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.SeenRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files with secrets in them, about which the user is asked where the client can ask. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SecretsAskedIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SECRET = "glpat-abcDEF123456ghiJKL78";
  private static final String OTHER = "q8Zr2LmX0vTn5KpW7yBd";
  private static final Map<String, Object> ASKS = Map.of("elicitation", Map.of());
  private static final Map<String, Object> NAMED =
      Map.of("prompt", "What is it?", "files", List.of("src/a.yaml", "src/run.sh", "plain.txt"));
  private static final Map<String, Object> FOUND =
      Map.of("prompt", "What is it?", "files", List.of("src", "plain.txt"));
  private static final Map<String, Object> ALONE =
      Map.of("prompt", "What is it?", "files", List.of("src/a.yaml"));
  private static final String YES = "{\"action\":\"accept\",\"content\":{\"agreed\":true}}";
  private static final String NO = "{\"action\":\"accept\",\"content\":{\"agreed\":false}}";

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory).with("FAIRLEAD_FILES_SECRETS", "ask");
    house.file("src/a.yaml", "name: a\nkey: " + SECRET + "\n");
    house.file("src/run.sh", "API_KEY=" + OTHER + "\n");
    house.file("plain.txt", "the moon is made of basalt\n");
  }

  /** Wherever the daemon leaves something, no secret is in it. */
  @AfterEach
  void close() throws IOException {
    house.close();
    if (!Files.exists(house.state)) {
      return;
    }
    try (Stream<Path> files = Files.walk(house.state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(SECRET, OTHER);
      }
    }
  }

  private DaemonProcess asking() {
    return house.daemon().initialized("test", "2025-06-18", ASKS);
  }

  private static JsonNode question(DaemonProcess daemon) throws InterruptedException {
    return daemon.awaitUnasked(m -> m.path("method").asString("").equals("elicitation/create"));
  }

  private static void answer(DaemonProcess daemon, JsonNode question, String result) {
    daemon.send(
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(question.path("id"), result));
  }

  private static String text(JsonNode reply) {
    return reply.at("/result/content/0/text").asString();
  }

  private String sent() {
    return house.simulator.requests(SeenRequest::chat).getLast().json().orElseThrow().toString();
  }

  private static void assertClean(DaemonProcess daemon) {
    assertThat(daemon.lines().toString() + daemon.stderr()).doesNotContain(SECRET, OTHER);
  }

  @Test
  void one_yes_has_them_sent_masked_and_others_are_served_meanwhile() throws Exception {
    try (DaemonProcess daemon = asking()) {
      DaemonProcess.Asked call = daemon.startCall("chat", NAMED, "token");
      JsonNode question = question(daemon);

      assertThat(question.at("/params/message").asString())
          .contains("- src/a.yaml: gitlab-token (line 2)\n- src/run.sh: assigned-secret (line 1)")
          .doesNotContain("plain.txt");
      assertThat(question.at("/params/requestedSchema/properties/agreed/type").asString())
          .isEqualTo("boolean");
      daemon.awaitUnasked(m ->
          m.at("/params/message")
              .asString("")
              .startsWith("waiting for an answer about files with secrets"));
      assertThat(house.simulator.requests()).isEmpty();
      assertThat(text(daemon.call("chat", Map.of("prompt", "hello")))).contains("“hello”");
      assertThat(call.reply()).isNotDone();
      answer(daemon, question, YES);
      JsonNode reply = daemon.await(call);

      assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isFalse();
      assertThat(text(reply)).contains("Masked in src/a.yaml: gitlab-token (line 2)");
      assertThat(sent())
          .contains("[masked gitlab-token, line 2]", "[masked assigned-secret, line 1]", "basalt")
          .doesNotContain(SECRET, OTHER);
      assertThat(daemon.unasked())
          .noneMatch(m -> m.path("method").asString("").equals("elicitation/create"));
      assertClean(daemon);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NO,
        "{\"action\":\"decline\"}",
        "{\"action\":\"cancel\"}",
        "{\"action\":\"accept\",\"content\":{}}"
      })
  void without_a_yes_nothing_of_them_is_sent_and_the_result_says_so(String no) throws Exception {
    try (DaemonProcess daemon = asking()) {
      for (Map<String, Object> files : List.of(NAMED, FOUND)) {
        DaemonProcess.Asked call = daemon.startCall("chat", files, null);
        answer(daemon, question(daemon), no);
        JsonNode reply = daemon.await(call);

        assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isFalse();
        assertThat(text(reply)).contains("said no: src/a.yaml, gitlab-token (line 2);");
        assertThat(sent())
            .contains("basalt")
            .doesNotContain("a.yaml", "run.sh", "[masked gitlab", SECRET);
      }
      int before = house.simulator.requests().size();
      DaemonProcess.Asked alone = daemon.startCall("chat", ALONE, null);
      answer(daemon, question(daemon), no);
      JsonNode refused = daemon.await(alone);

      assertThat(refused.at("/result/isError").asBoolean()).as("%s", refused).isTrue();
      assertThat(text(refused)).contains("said no: src/a.yaml", "Nothing else was named");
      assertThat(house.simulator.requests()).hasSize(before);
      assertClean(daemon);
    }
  }

  @Test
  void where_the_client_cannot_ask_the_remedy_is_named() {
    for (Map<String, Object> able :
        List.<Map<String, Object>>of(Map.of(), Map.of("elicitation", Map.of("url", Map.of())))) {
      try (DaemonProcess daemon = house.daemon().initialized("test", "2025-11-25", able)) {
        JsonNode refused = daemon.call("chat", ALONE);
        assertThat(refused.at("/result/isError").asBoolean()).as("%s", refused).isTrue();
        assertThat(text(refused)).contains("nobody to ask here (set files.secrets to mask");

        JsonNode reply = daemon.call("chat", NAMED);
        assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isFalse();
        assertThat(text(reply)).contains("nobody to ask here (set files.secrets to mask");
        assertThat(sent()).contains("basalt").doesNotContain("a.yaml", "run.sh", SECRET);
        assertThat(daemon.unasked()).isEmpty();
        assertClean(daemon);
      }
    }
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(text(daemon.call("chat", FOUND)))
          .contains("nobody to ask here (set files.secrets to mask");
      assertThat(sent()).contains("basalt").doesNotContain("a.yaml", "run.sh", SECRET);
    }
  }

  @Test
  void a_cancelled_call_takes_its_question_back() throws Exception {
    try (DaemonProcess daemon = asking()) {
      DaemonProcess.Asked call = daemon.startCall("chat", NAMED, null);
      JsonNode question = question(daemon);
      daemon.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + call.id()
              + "}}");

      JsonNode back =
          daemon.awaitUnasked(m -> m.path("method").asString("").equals("notifications/cancelled"));
      assertThat(back.at("/params/requestId")).isEqualTo(question.path("id"));
      answer(daemon, question, YES);
      assertThat(text(daemon.call("chat", Map.of("prompt", "hello")))).contains("“hello”");
      assertThat(call.reply()).isNotDone();
      assertThat(house.simulator.requests(SeenRequest::chat)).hasSize(1);
      assertClean(daemon);
    }
  }

  @Test
  void a_client_that_goes_away_leaves_no_question_behind() throws Exception {
    try (DaemonProcess daemon = asking()) {
      DaemonProcess.Asked call = daemon.startCall("chat", NAMED, null);
      question(daemon);
      daemon.closeInput();

      assertThat(daemon.awaitExit()).isZero();
      assertThat(call.reply())
          .isCompletedWithValueMatching(reply -> text(reply).contains("cancel"));
      assertThat(house.simulator.requests()).isEmpty();
      assertClean(daemon);
    }
  }

  @Test
  void an_answer_that_is_none_or_does_not_come_in_time_is_no_yes() throws Exception {
    house.with("FAIRLEAD_LIMITS_CALL", "6s");
    try (DaemonProcess daemon = asking()) {
      DaemonProcess.Asked failing = daemon.startCall("chat", NAMED, null);
      daemon.send(
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32603,\"message\":\"no screen\"}}"
              .formatted(question(daemon).path("id")));
      assertThat(text(daemon.await(failing))).contains("no answer in time (set files.secrets to");

      DaemonProcess.Asked slow = daemon.startCall("chat", FOUND, null);
      JsonNode question = question(daemon);
      JsonNode back =
          daemon.awaitUnasked(m -> m.path("method").asString("").equals("notifications/cancelled"));
      assertThat(back.at("/params/requestId")).isEqualTo(question.path("id"));
      assertThat(text(daemon.await(slow))).contains("no answer in time (set files.secrets to");
      assertThat(sent()).contains("basalt").doesNotContain("a.yaml", "run.sh", SECRET);
      assertClean(daemon);
    }
  }

  @Test
  void a_question_stays_open_when_its_call_becomes_a_job() throws Exception {
    house.with("FAIRLEAD_CLIENT_PATIENCE", "2500ms");
    try (DaemonProcess daemon = asking()) {
      DaemonProcess.Asked call = daemon.startCall("chat", NAMED, null);
      JsonNode question = question(daemon);
      String early = text(daemon.await(call));
      assertThat(early).contains("waiting for an answer about files with secrets");
      answer(daemon, question, YES);

      String late = early;
      for (int i = 0; i < 20 && late.contains("goes on as job"); i++) {
        late = text(daemon.call("result", Map.of("job", JobsIT.job(early))));
      }

      assertThat(late).contains("Masked in src/a.yaml");
      assertThat(sent()).contains("[masked gitlab-token, line 2]").doesNotContain(SECRET);
      assertClean(daemon);
    }
  }

  @Test
  void a_job_that_is_taken_up_again_has_nobody_to_ask() throws Exception {
    house.with("FAIRLEAD_CLIENT_PATIENCE", "2500ms");
    String job;
    try (DaemonProcess daemon = asking()) {
      DaemonProcess.Asked call = daemon.startCall("chat", NAMED, null);
      question(daemon);
      job = JobsIT.job(text(daemon.await(call)));
      daemon.call("chat", Map.of("prompt", "hello"));
      house.decision("answered"); // what is written later is on disk, so the job is
      daemon.handle().destroyForcibly();
      daemon.awaitExit();
    }
    try (DaemonProcess daemon = asking()) {
      String told = text(daemon.call("result", Map.of("job", job, "resume", true)));
      for (int i = 0; i < 20 && told.contains("goes on as job"); i++) {
        told = text(daemon.call("result", Map.of("job", job)));
      }

      assertThat(told).contains("nobody to ask here (set files.secrets to mask");
      assertThat(daemon.unasked())
          .noneMatch(m -> m.path("method").asString("").equals("elicitation/create"));
      assertThat(sent()).contains("basalt").doesNotContain("a.yaml", "run.sh", SECRET);
      assertClean(daemon);
    }
  }

  @Test
  void in_the_modern_era_the_question_is_a_result_and_the_answer_comes_with_the_next_call()
      throws Exception {
    try (DaemonProcess daemon = house.daemon()) {
      JsonNode asked = modern(daemon, ASKS, Map.of()).path("result");
      assertThat(asked.path("resultType").asString()).as("%s", asked).isEqualTo("input_required");
      JsonNode requests = asked.path("inputRequests");
      assertThat(requests.size()).isEqualTo(1);
      String key = requests.propertyNames().iterator().next();
      assertThat(requests.path(key).path("method").asString()).isEqualTo("elicitation/create");
      assertThat(requests.path(key).at("/params/message").asString())
          .contains("- src/a.yaml: gitlab-token (line 2)\n- src/run.sh: assigned-secret (line 1)");
      assertThat(house.simulator.requests()).isEmpty();

      JsonNode without = modern(daemon, ASKS, again(asked, key, NO));
      assertThat(without.at("/result/isError").asBoolean()).as("%s", without).isFalse();
      assertThat(text(without)).contains("the user, who was asked, said no: src/a.yaml");
      assertThat(sent()).contains("basalt").doesNotContain("a.yaml", "run.sh", SECRET);
      int before = house.simulator.requests().size();

      house.file("src/a.yaml", "name: a\nother: 1\nkey: " + SECRET + "\n");
      JsonNode changed = modern(daemon, ASKS, again(asked, key, YES)).path("result");
      assertThat(changed.path("resultType").asString()).isEqualTo("input_required");
      String other = changed.path("inputRequests").propertyNames().iterator().next();
      assertThat(other).isNotEqualTo(key);
      assertThat(house.simulator.requests()).hasSize(before);

      JsonNode reply = modern(daemon, ASKS, again(changed, other, YES));
      assertThat(reply.at("/result/resultType").asString()).as("%s", reply).isEqualTo("complete");
      assertThat(reply.at("/result/isError").asBoolean()).isFalse();
      assertThat(sent())
          .contains("[masked gitlab-token, line 3]", "[masked assigned-secret, line 1]", "basalt")
          .doesNotContain(SECRET, OTHER);

      JsonNode unasked = modern(daemon, Map.of(), Map.of());
      assertThat(text(unasked)).contains("nobody to ask here (set files.secrets to mask");
      assertClean(daemon);
    }
  }

  private static Map<String, Object> again(JsonNode asked, String key, String answer) {
    return Map.of(
        "inputResponses",
        Map.of(key, JSON.readValue(answer, Map.class)),
        "requestState",
        asked.path("requestState").asString());
  }

  private static JsonNode modern(
      DaemonProcess daemon, Map<String, Object> able, Map<String, Object> more) {
    Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", "chat", "arguments", NAMED));
    fields.putAll(more);
    return daemon.request("tools/call", Modern.params(fields, able, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"mask, false", "refuse, true"})
  void the_other_words_ask_nobody(String word, boolean refused) {
    house.with("FAIRLEAD_FILES_SECRETS", word);
    try (DaemonProcess daemon = asking()) {
      JsonNode reply = daemon.call("chat", NAMED);

      assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isEqualTo(refused);
      assertThat(house.simulator.requests(SeenRequest::chat)).hasSize(refused ? 0 : 1);
      if (refused) {
        assertThat(text(reply)).contains("files.secrets is set to refuse");
      } else {
        assertThat(sent()).contains("[masked gitlab-token, line 2]").doesNotContain(SECRET, OTHER);
      }
      assertThat(daemon.unasked()).isEmpty();
      assertClean(daemon);
    }
  }
}
