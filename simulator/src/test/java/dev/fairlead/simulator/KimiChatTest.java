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
class KimiChatTest {
  private static final String CHUNK =
      "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"kimi-k3\","
          + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}],"
          + "\"system_fingerprint\":\"fpv0_25844b67\"}";

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
    String body = Client.ask("kimi-k3", "say hi", "\"max_completion_tokens\":300");
    client.chat(simulator.kimiBase(), body);
    HttpResponse<String> second = client.chat(simulator.kimiBase(), body);

    String recorded =
        "{\"id\":\"chatcmpl-6a5aba5088bc5cdf7d16bafd\",\"object\":\"chat.completion\","
            + "\"created\":1784330833,\"model\":\"kimi-k3\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"Hi there! How's it going?\","
            + "\"reasoning_content\":\"The user just wants me to say hi.\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":87,"
            + "\"completion_tokens\":180,\"total_tokens\":267,\"cached_tokens\":87,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":157},"
            + "\"prompt_tokens_details\":{\"cached_tokens\":87}}}";
    assertThat(Shape.of(second.body())).isEqualTo(Shape.of(recorded));
    assertThat(second.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    assertThat(second.headers().firstValue("Msh-Context-Cache-Token-Saved")).isPresent();
    JsonNode answer = Client.JSON.readTree(second.body());
    assertThat(answer.path("id").asString("")).matches("chatcmpl-[0-9a-f]{24}");
    JsonNode usage = answer.path("usage");
    assertThat(usage.path("cached_tokens").asInt()).isEqualTo(usage.path("prompt_tokens").asInt());
    assertThat(usage.path("total_tokens").asInt())
        .isEqualTo(usage.path("prompt_tokens").asInt() + usage.path("completion_tokens").asInt());
  }

  @Test
  void a_stream_has_the_recorded_shape() throws Exception {
    List<String> events =
        client.events(
            simulator.kimiBase(),
            Client.stream("kimi-k3", "count to 5", "\"stream_options\":{\"include_usage\":true}"));

    assertThat(Shape.of(events.getFirst()))
        .isEqualTo(Shape.of(CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
    assertThat(Shape.of(events.get(1)))
        .isEqualTo(Shape.of(CHUNK.formatted("{\"reasoning_content\":\"The\"}", "null")));
    assertThat(Shape.of(events.get(events.size() - 4)))
        .isEqualTo(Shape.of(CHUNK.formatted("{\"content\":\"?\"}", "null")));
    String usage =
        "{\"prompt_tokens\":89,\"completion_tokens\":67,\"total_tokens\":156,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":26}}";
    assertThat(Shape.of(events.get(events.size() - 3)))
        .isEqualTo(Shape.of(CHUNK.formatted("{}", "\"stop\",\"usage\":" + usage)));
    assertThat(Shape.of(events.get(events.size() - 2)))
        .isEqualTo(
            Shape.of(
                "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                    + "\"model\":\"kimi-k3\",\"choices\":[],\"usage\":"
                    + usage
                    + "}"));
    assertThat(events.getLast()).isEqualTo("[DONE]");
  }

  @Test
  void without_stream_options_usage_is_in_the_finish_chunk_alone() throws Exception {
    List<String> events =
        client.events(simulator.kimiBase(), Client.stream("kimi-k3", "count to 5"));

    assertThat(events.get(events.size() - 2))
        .contains("\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":");
    assertThat(events).noneMatch(event -> event.contains("\"choices\":[]"));
  }

  @Test
  void a_small_limit_is_spent_on_reasoning() throws Exception {
    JsonNode answer =
        client.answer(simulator.kimiBase(), Client.ask("kimi-k3", "say hi", "\"max_tokens\":32"));

    JsonNode choice = answer.path("choices").path(0);
    assertThat(choice.path("finish_reason").asString()).isEqualTo("length");
    assertThat(choice.path("message").path("content").asString("?")).isEmpty();
    assertThat(choice.path("message").path("reasoning_content").asString("")).isNotEmpty();
    assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo(32);
  }

  @Test
  void thinking_off_means_no_reasoning() throws Exception {
    JsonNode answer =
        client.answer(
            simulator.kimiBase(),
            Client.ask("kimi-k2.6", "say hi", "\"thinking\":{\"type\":\"disabled\"}"));

    assertThat(answer.path("choices").path(0).path("message").has("reasoning_content")).isFalse();
    assertThat(
            answer
                .path("usage")
                .path("completion_tokens_details")
                .path("reasoning_tokens")
                .asInt(-1))
        .isZero();
  }

  @Test
  void the_answer_goes_on_from_a_beginning() throws Exception {
    String question = "{\"role\":\"user\",\"content\":\"say hi\"}";
    JsonNode whole =
        client.answer(
            simulator.kimiBase(), "{\"model\":\"kimi-k3\",\"messages\":[" + question + "]}");
    String text = content(whole);
    String start = text.substring(0, 20);
    JsonNode rest =
        client.answer(
            simulator.kimiBase(),
            "{\"model\":\"kimi-k3\",\"messages\":["
                + question
                + ",{\"role\":\"assistant\",\"partial\":true,\"content\":"
                + Client.JSON.writeValueAsString(start)
                + "}]}");

    assertThat(start + content(rest)).isEqualTo(text);
  }

  @Test
  void models_are_listed_in_the_recorded_shape() throws Exception {
    JsonNode list = Client.JSON.readTree(client.get(simulator.kimiBase(), "/models").body());

    JsonNode item = list.path("data").path(0);
    assertThat(item.propertyNames())
        .containsExactly(
            "id",
            "object",
            "created",
            "owned_by",
            "context_length",
            "supports_image_in",
            "supports_video_in",
            "supports_reasoning",
            "supports_dynamic_tools",
            "think_efforts",
            "reasoning_efforts",
            "supports_thinking_type",
            "permission",
            "root",
            "parent");
    assertThat(item.path("think_efforts").toString())
        .isEqualTo(
            "{\"support\":true,\"valid_efforts\":[\"low\",\"high\",\"max\"],"
                + "\"default_effort\":\"max\"}");
  }

  private static String content(JsonNode answer) {
    return answer.path("choices").path(0).path("message").path("content").asString("");
  }
}
