package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GlmRefusalsTest {
  private static final String PART = "{'type':'image_url','image_url':{'url':'%s'}}";

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
  void an_image_on_a_text_model_is_refused() throws Exception {
    assertThat(parts("glm-5.3", PART.formatted(Samples.PNG)))
        .isEqualTo(
            "400 {\"error\":{\"code\":\"1210\",\"message\":\"messages.content.type is invalid,"
                + " allowed values: ['text']\"}}");
    assertThat(parts("glm-4.6v", PART.formatted(Samples.PNG))).startsWith("200");
    assertThat(parts("glm-4.6v", PART.formatted("https://example.com/a.png"))).startsWith("200");
    assertThat(parts("glm-4.6v", PART.formatted("data:image/png;base64,aGVsbG8=")))
        .contains("图片输入格式/解析错误");
    assertThat(parts("glm-4.6v", PART.formatted(Samples.PNG) + ",{'type':'text','text':''}"))
        .startsWith("400")
        .contains("1210");
    assertThat(
            parts(
                "glm-4.6v",
                PART.formatted(Samples.PNG)
                    + ",{'type':'file','file':{'file_url':'https://example.com/a.pdf'}}"))
        .startsWith("400")
        .contains("1210");
  }

  @Test
  void roles_are_checked() throws Exception {
    assertThat(messages("{'role':'developer','content':'x'}"))
        .isEqualTo(
            "400 {\"error\":{\"code\":\"1214\",\"message\":\"Incorrect role information\"}}");
    String illegal =
        "400 {\"error\":{\"code\":\"1214\",\"message\":\"The messages parameter is illegal. Please"
            + " check the documentation.\"}}";
    assertThat(messages("{'role':'system','content':'x'}")).isEqualTo(illegal);
    assertThat(messages("{'role':'assistant','content':'x'},{'role':'user','content':'x'}"))
        .isEqualTo(illegal);
    assertThat(messages("")).isEqualTo(illegal);
    assertThat(messages("{'role':'system','content':'x'},{'role':'user','content':'x'}"))
        .startsWith("200");
  }

  @Test
  void models_and_keys_are_refused_in_glms_words() throws Exception {
    assertThat(chat(client, Client.ask("glm-9", "hi")))
        .isEqualTo(
            "400 {\"error\":{\"code\":\"1211\",\"message\":\"Unknown Model, please check the model"
                + " code.\"}}");
    assertThat(chat(new Client(""), Client.ask("glm-5.3", "hi")))
        .isEqualTo(
            "401 {\"error\":{\"code\":\"1001\",\"message\":\"Authentication parameter not received"
                + " in Header, unable to authenticate\"}}");
    assertThat(chat(new Client("bad.key"), Client.ask("glm-5.3", "hi"))).startsWith("401");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"frequency_penalty\":1",
        "\"n\":2",
        "\"seed\":1",
        "\"store\":true",
        "\"temperature\":0.0",
        "\"tool_choice\":\"auto\"",
        "\"response_format\":{\"type\":\"json_schema\"}"
      })
  void what_is_unknown_is_taken_without_a_word(String field) throws Exception {
    assertThat(chat(client, Client.ask("glm-5.3", "hi", field))).startsWith("200");
  }

  @Test
  void tool_choice_is_auto_unless_switched() throws Exception {
    String body = Client.ask("glm-5.3", "hi", "\"tool_choice\":\"required\"");
    assertThat(chat(client, body)).startsWith("400").contains("1210");
    simulator.turn(Switch.GLM_ANY_TOOL_CHOICE, true);
    assertThat(chat(client, body)).startsWith("200");
  }

  @Test
  void so_many_images_and_no_more() throws Exception {
    String many = ("," + PART.formatted(Samples.PNG)).repeat(51).substring(1);
    assertThat(parts("glm-4.5v", many)).startsWith("400").contains("1210");
    assertThat(parts("glm-4.6v", many)).startsWith("200");
    many = ("," + PART.formatted(Samples.PNG)).repeat(151).substring(1);
    assertThat(parts("glm-4.6v", many)).startsWith("400").contains("1210");
  }

  @Test
  void an_image_in_a_tools_result_is_refused() throws Exception {
    String result = "{'role':'tool','content':[" + PART.formatted(Samples.PNG) + "]}";
    String body = "{'model':'glm-4.6v','messages':[{'role':'user','content':'u'}," + result + "]}";
    assertThat(chat(client, body.replace('\'', '"'))).startsWith("400").contains("1210");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"request_id\":\"short\"",
        "\"user_id\":\"short\"",
        "\"stop\":[\"a\",\"b\"]",
        "\"response_format\":{\"type\":\"json_schema\"}",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a.b\"}}]"
      })
  void what_is_only_documented_is_refused_when_switched(String field) throws Exception {
    String body = Client.ask("glm-5.3", "hi", field);
    assertThat(chat(client, body)).startsWith("200");
    simulator.turn(Switch.GLM_DOCUMENTED_LIMITS, true);
    assertThat(chat(client, body)).startsWith("400").contains("1210");
  }

  @Test
  void the_newer_name_of_the_limit_is_not_heeded() throws Exception {
    assertThat(chat(client, Client.ask("glm-5.3", "hi", "\"max_completion_tokens\":3")))
        .contains("\"finish_reason\":\"stop\"");
    assertThat(chat(client, Client.ask("glm-5.3", "hi", "\"max_tokens\":3")))
        .contains("\"finish_reason\":\"length\"");
  }

  @Test
  void a_repeated_request_id_is_refused_when_switched() throws Exception {
    String body = Client.ask("glm-5.3", "hi", "\"request_id\":\"once-only\"");
    assertThat(chat(client, body)).startsWith("200");
    simulator.turn(Switch.GLM_UNIQUE_REQUEST_ID, true);
    assertThat(chat(client, body)).startsWith("200");
    assertThat(chat(client, body)).startsWith("400").contains("1231");
  }

  @Test
  void a_prompt_that_is_too_long_is_refused_or_ends_at_once() throws Exception {
    String body = Client.ask("glm-4.5v", "字".repeat(70_000));
    assertThat(chat(client, body))
        .isEqualTo("400 {\"error\":{\"code\":\"1261\",\"message\":\"Prompt exceeds max length\"}}");
    simulator.turn(Switch.GLM_OVERFLOW_AS_FINISH, true);
    assertThat(chat(client, body))
        .startsWith("200")
        .contains("\"finish_reason\":\"model_context_window_exceeded\"")
        .contains("\"usage\":null");
  }

  @Test
  void unknown_paths_ask_for_the_key_first() throws Exception {
    assertThat(new Client("").get(simulator.glmBase(), "/nothing").body()).contains("1001");
    assertThat(client.get(simulator.glmBase(), "/nothing").body())
        .isEqualTo("{\"code\":500,\"msg\":\"404 NOT_FOUND\",\"success\":false}");
  }

  private String parts(String model, String parts) throws Exception {
    String messages = "{'role':'user','content':[{'type':'text','text':'what?'}," + parts + "]}";
    return chat(
        client, "{'model':'%s','messages':[%s]}".formatted(model, messages).replace('\'', '"'));
  }

  private String messages(String messages) throws Exception {
    return chat(client, ("{'model':'glm-5.3','messages':[" + messages + "]}").replace('\'', '"'));
  }

  private static String chat(Client by, String body) throws Exception {
    HttpResponse<String> response = by.chat(simulator.glmBase(), body);
    return response.statusCode() + " " + response.body();
  }
}
