package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GlmChatTest {
  private static final String PLAIN =
      "{\"choices\":[{\"finish_reason\":\"stop\",\"index\":0,\"message\":{\"content\":\"4\","
          + "%s\"role\":\"assistant\"}}],\"created\":1787259738,\"id\":\"2026\","
          + "\"model\":\"glm-5.3\",\"object\":\"chat.completion\",\"request_id\":\"2026\","
          + "\"usage\":{\"completion_tokens\":125,\"completion_tokens_details\":"
          + "{\"reasoning_tokens\":116},\"prompt_tokens\":20,\"prompt_tokens_details\":"
          + "{\"cached_tokens\":0},\"total_tokens\":145}}";
  private static final String CHUNK =
      "{\"id\":\"x\",\"created\":1,\"object\":\"chat.completion.chunk\",\"model\":\"glm-4.7\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"%s\":\"4\"}}]}";

  private static Simulator simulator;
  private final Client client = new Client();

  @BeforeAll
  static void start() {
    simulator = Simulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void reset() {
    simulator.reset();
  }

  @Test
  void a_plain_answer_has_the_recorded_shape() throws Exception {
    HttpResponse<String> response =
        client.chat(
            simulator.glmBase(),
            Client.ask(
                "glm-5.3",
                "What is 2 + 2?",
                "\"reasoning_effort\":\"max\"",
                "\"thinking\":{\"clear_thinking\":false,\"type\":\"enabled\"}"));

    assertThat(Shape.of(response.body()))
        .isEqualTo(Shape.of(PLAIN.formatted("\"reasoning_content\":\"I add\",")));
    assertThat(response.headers().firstValue("content-type"))
        .contains("application/json; charset=UTF-8");
    JsonNode answer = Client.JSON.readTree(response.body());
    assertThat(answer.path("id").asString("")).matches("\\d{14}[0-9a-f]{16}");
    assertThat(answer.path("request_id")).isEqualTo(answer.path("id"));
  }

  @Test
  void low_effort_leaves_the_reasoning_out() throws Exception {
    JsonNode answer =
        client.answer(
            simulator.glmBase(),
            Client.ask("glm-5.3", "What is 2 + 2?", "\"reasoning_effort\":\"low\""));

    assertThat(Shape.of(answer)).isEqualTo(Shape.of(PLAIN.formatted("")));
  }

  @Test
  void a_stream_has_the_recorded_shape() throws Exception {
    HttpResponse<String> response =
        client.chat(simulator.glmBase(), Client.stream("glm-4.7", "What is 2 + 2?"));
    List<String> events = Client.events(response.body());

    assertThat(response.headers().firstValue("content-type"))
        .contains("text/event-stream;charset=UTF-8");
    assertThat(Shape.of(events.getFirst()))
        .isEqualTo(Shape.of(CHUNK.formatted("reasoning_content")));
    assertThat(Shape.of(events.get(events.size() - 3)))
        .isEqualTo(Shape.of(CHUNK.formatted("content")));
    assertThat(Shape.of(events.get(events.size() - 2)))
        .isEqualTo(
            Shape.of(
                "{\"id\":\"x\",\"created\":1,\"object\":\"chat.completion.chunk\","
                    + "\"model\":\"glm-4.7\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                    + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":"
                    + "{\"prompt_tokens\":13,\"completion_tokens\":564,\"total_tokens\":577,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":561}}}"));
    assertThat(events.getLast()).isEqualTo("[DONE]");
  }

  @Test
  void the_documented_stream_is_behind_a_switch() throws Exception {
    simulator.turn(Switch.GLM_DOCUMENTED_STREAM, true);
    List<String> events =
        client.events(simulator.glmBase(), Client.stream("glm-4.7", "What is 2 + 2?"));

    assertThat(events.getFirst())
        .doesNotContain("\"object\"")
        .contains("\"finish_reason\":null,\"delta\"");
  }

  @Test
  void the_coding_base_answers_plan_keys_and_the_general_one_does_not() throws Exception {
    Client planned = new Client("plan-1234");
    String body = Client.ask("glm-5.3", "hello");

    assertThat(planned.chat(simulator.codingBase(), body).statusCode()).isEqualTo(200);
    HttpResponse<String> general = planned.chat(simulator.glmBase(), body);
    assertThat(general.statusCode()).isEqualTo(429);
    assertThat(general.body()).contains("\"code\":\"1113\"");
  }

  @Test
  void the_log_id_of_an_answer_is_its_own() throws Exception {
    var response = client.chat(simulator.glmBase(), Client.ask("glm-5.3", "hi"));
    assertThat(response.headers().firstValue("X-LOG-ID"))
        .hasValue(Client.JSON.readTree(response.body()).path("id").asString(""));
  }

  @Test
  void the_callers_request_id_comes_back() throws Exception {
    JsonNode answer =
        client.answer(
            simulator.glmBase(),
            Client.ask("glm-5.3", "hello", "\"request_id\":\"mine-0001\"", "\"verbosity\":3"));

    assertThat(answer.path("request_id").asString()).isEqualTo("mine-0001");
  }
}
