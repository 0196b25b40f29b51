package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SelfHostedTest {
  private static final String KIMI = "moonshotai/Kimi-K2.6";
  private static final String GLM = "zai-org/GLM-5.1";
  private static final String TOOL =
      "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}]";
  private static final String CALL = "call:get_weather {\"city\":\"Paris\"}";

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
  void models_tell_the_length_they_are_served_with() throws Exception {
    JsonNode list = Client.JSON.readTree(client.get(simulator.selfHostedBase(), "/models").body());

    assertThat(list.path("data").valueStream().map(m -> m.path("id").asString("")))
        .containsExactly(KIMI, GLM, "zai-org/GLM-4.5V");
    assertThat(list.path("data").path(0).path("max_model_len").asInt()).isEqualTo(262_144);
    assertThat(list.path("data").path(0).path("owned_by").asString()).isEqualTo("vllm");
  }

  @Test
  void a_plain_answer_has_every_field_there_is() throws Exception {
    JsonNode answer = client.answer(simulator.selfHostedBase(), Client.ask(GLM, "hello"));

    JsonNode message = answer.path("choices").path(0).path("message");
    assertThat(message.path("content").asString()).contains("hello");
    assertThat(message.path("reasoning").asString()).isNotBlank();
    assertThat(message.has("reasoning_content")).isFalse();
    assertThat(message.path("tool_calls").isArray()).isTrue();
    assertThat(answer.path("usage").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "prompt_tokens", "total_tokens", "completion_tokens", "prompt_tokens_details");
    simulator.turn(Switch.SELFHOSTED_REASONING_CONTENT, true);
    message =
        client
            .answer(simulator.selfHostedBase(), Client.ask(GLM, "hello"))
            .path("choices")
            .path(0)
            .path("message");
    assertThat(message.path("reasoning_content").asString()).isNotBlank();
    assertThat(message.has("reasoning")).isFalse();
  }

  @Test
  void a_stream_closes_with_its_usage_where_that_is_asked_for() throws Exception {
    List<String> without = client.events(simulator.selfHostedBase(), Client.stream(KIMI, "hello"));
    assertThat(without).noneMatch(event -> event.contains("usage")).endsWith("[DONE]");
    List<String> with =
        client.events(
            simulator.selfHostedBase(),
            Client.stream(KIMI, "hello", "\"stream_options\":{\"include_usage\":true}"));
    JsonNode last = Client.JSON.readTree(with.get(with.size() - 2));
    assertThat(last.path("choices").isEmpty()).isTrue();
    assertThat(last.path("usage").path("total_tokens").asInt()).isPositive();
    assertThat(with.getFirst())
        .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null");
    assertThat(with).anyMatch(event -> event.contains("\"delta\":{\"reasoning\":"));
  }

  @ParameterizedTest
  @CsvSource({
    "moonshotai/Kimi-K2.6, false, functions\\.get_weather:0",
    "moonshotai/Kimi-K2.6, true, chatcmpl-tool-[0-9a-f]{32}",
    "zai-org/GLM-5.1, false, chatcmpl-tool-[0-9a-f]{32}"
  })
  void calls_are_named_after_whose_weights_they_are(String model, boolean random, String id)
      throws Exception {
    simulator.turn(Switch.SELFHOSTED_RANDOM_CALL_IDS, random);
    JsonNode plain =
        client.answer(simulator.selfHostedBase(), Client.ask(model, CALL, TOOL)).path("choices");
    JsonNode call = plain.path(0).path("message").path("tool_calls").path(0);
    assertThat(call.path("id").asString()).matches(id);
    assertThat(call.path("function").path("arguments").asString()).contains("Paris");

    String first =
        client.events(simulator.selfHostedBase(), Client.stream(model, CALL, TOOL)).stream()
            .filter(event -> event.contains("tool_calls"))
            .findFirst()
            .orElseThrow();
    JsonNode delta = Client.JSON.readTree(first).path("choices").path(0).path("delta");
    assertThat(delta.path("tool_calls").path(0).path("id").asString()).matches(id);
    assertThat(delta.path("tool_calls").path(0).path("function").has("arguments")).isFalse();
  }

  @Test
  void kimis_calls_are_counted_through_the_conversation() throws Exception {
    String body =
        """
        {"model":"%s","messages":[{"role":"user","content":"a"},
        {"role":"assistant","content":"","tool_calls":[{"id":"functions.get_weather:0",
        "type":"function","function":{"name":"get_weather","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"functions.get_weather:0","content":"mild"},
        {"role":"user","content":"call:get_weather {}"}],%s}
        """
            .formatted(KIMI, TOOL);
    assertThat(client.answer(simulator.selfHostedBase(), body).toString())
        .contains("functions.get_weather:1");
  }

  @ParameterizedTest
  @CsvSource({
    "moonshotai/Kimi-K2.6, thinking, false",
    "moonshotai/Kimi-K2.6, enable_thinking, false",
    "zai-org/GLM-5.1, enable_thinking, false",
    "zai-org/GLM-5.1, thinking, true"
  })
  void thinking_is_switched_off_in_the_template(String model, String word, boolean thinks)
      throws Exception {
    String off = "\"chat_template_kwargs\":{\"%s\":false}".formatted(word);
    assertThat(client.answer(simulator.selfHostedBase(), Client.ask(model, "hi", off)).toString())
        .contains(thinks ? "\"reasoning\":\"" : "\"reasoning\":null");
    String vendors = "\"thinking\":{\"type\":\"disabled\"}";
    assertThat(
            client.answer(simulator.selfHostedBase(), Client.ask(model, "hi", vendors)).toString())
        .contains("\"reasoning\":\"");
  }

  @Test
  void errors_are_in_words_of_its_own_and_older_ones_are_flat() throws Exception {
    assertThat(chat(client, Client.ask("none", "hi")))
        .isEqualTo(
            "404 {\"error\":{\"message\":\"The model `none` does not exist.\",\"type\":"
                + "\"NotFoundError\",\"param\":null,\"code\":404}}");
    assertThat(chat(client, Client.ask("zai-org/GLM-4.5V", "字".repeat(70_000))))
        .startsWith("400")
        .contains("maximum context length is 65536 tokens. However, your request has 7000");
    assertThat(chat(client, Client.ask(GLM, "hi", "\"max_tokens\":204800")))
        .startsWith("400")
        .contains("'max_tokens' or 'max_completion_tokens' is too large: 204800.");
    simulator.turn(Switch.SELFHOSTED_FLAT_ERRORS, true);
    assertThat(chat(client, Client.ask(GLM, "hi", "\"max_tokens\":204800")))
        .startsWith("400 {\"object\":\"error\",\"message\":\"This model's maximum context length")
        .endsWith("\"type\":\"BadRequestError\",\"param\":null,\"code\":400}");
  }

  @Test
  void a_key_is_asked_for_only_where_one_is_set() throws Exception {
    String body = Client.ask(GLM, "hi");
    assertThat(chat(new Client(""), body)).startsWith("200");
    simulator.allowKeys(Vendor.SELFHOSTED, Set.of("own-key-not-real"));
    assertThat(chat(new Client(""), body)).isEqualTo("401 {\"error\":\"Unauthorized\"}");
    assertThat(chat(new Client("own-key-not-real"), body)).startsWith("200");
  }

  private static String chat(Client by, String body) throws Exception {
    HttpResponse<String> response = by.chat(simulator.selfHostedBase(), body);
    return response.statusCode() + " " + response.body();
  }
}
