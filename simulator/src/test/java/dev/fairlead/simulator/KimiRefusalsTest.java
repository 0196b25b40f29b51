package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KimiRefusalsTest {
  private static final String CALL =
      "{'role':'assistant','content':'',%s'tool_calls':[{'id':'a_0','type':'function',"
          + "'function':{'name':'a','arguments':'{}'}}]}";
  private static final String RESULT = "{'role':'tool','tool_call_id':'%s','content':'r'}";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "kimi-k3 | 'temperature':0.3 | invalid temperature: only 1 is allowed for this model",
        "kimi-k3 | 'top_p':0.5 | invalid top_p: only 0.95 is allowed for this model",
        "kimi-k3 | 'n':2 | invalid n: only 1 is allowed for this model",
        "kimi-k2.6 | 'thinking':{'type':'disabled'},'temperature':1 | invalid temperature: only"
            + " 0.6 is allowed for this model",
        "kimi-k3 | 'stop':['1','2','3','4','5','6'] | stop array too long. Expected an array with"
            + " maximum length 5, but got 6",
        "kimi-k3 | 'tools':[{'function':{'name':'a'}}] | Invalid request: unknown tool type: ,"
            + " currently only function and plugin are supported",
        "kimi-k2.6 | 'tool_choice':'required' | tool_choice 'required' is incompatible with"
            + " thinking enabled",
        "kimi-k3 | 'tool_choice':{'type':'function','function':{'name':'a'}} | tool_choice"
            + " 'specified' is incompatible with thinking enabled",
        "kimi-k2.7-code | 'thinking':{'type':'disabled'} | invalid thinking: only type=enabled is"
            + " allowed for this model",
        "kimi-k2.6 | 'thinking':{'type':'enabled'},'reasoning_effort':'high' | cannot specify both"
            + " 'thinking' and 'reasoning_effort'",
        "kimi-k2.6 | 'max_tokens':262144 | Invalid request: Your request exceeded model token"
            + " limit: 262144 (requested: 262153)"
      })
  void parameters_are_refused_in_kimis_words(String model, String field, String message)
      throws Exception {
    HttpResponse<String> response =
        client.chat(simulator.kimiBase(), Client.ask(model, "hello", field.replace('\'', '"')));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo(error(message));
  }

  @ParameterizedTest
  @CsvSource({
    "kimi-k3, \"temperature\":1",
    "kimi-k3, \"top_p\":0.95",
    "kimi-k3, \"store\":true",
    "kimi-k3, \"tool_choice\":\"required\"",
    "kimi-k2.6, \"reasoning_effort\":\"high\"",
    "kimi-k2.6, \"temperature\":1.0",
  })
  void what_is_fixed_or_unknown_is_taken(String model, String field) throws Exception {
    assertThat(client.chat(simulator.kimiBase(), Client.ask(model, "hello", field)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void messages_are_refused_in_kimis_words() throws Exception {
    assertThat(refused("")).isEqualTo(error("Invalid request: messages must not be empty"));
    String user = "{'role':'user','content':'u'},";
    assertThat(refused(user + user + CALL.formatted("") + "," + RESULT.formatted("a_0")))
        .isEqualTo(
            error(
                "thinking is enabled but reasoning_content is missing in assistant tool call"
                    + " message at index 2"));
    String thought = CALL.formatted("'reasoning_content':'',");
    String noCall = error("Invalid request: tool_call_id  is not found");
    assertThat(refused(user + thought + "," + RESULT.formatted("b_0"))).isEqualTo(noCall);
    assertThat(refused(user + thought + ",{'role':'user','content':'u'}")).isEqualTo(noCall);
    assertThat(refused(user + thought + "," + RESULT.formatted("a_0"))).startsWith("{\"id\"");
  }

  @Test
  void images_are_refused_by_their_address_and_their_bytes() throws Exception {
    assertThat(image("https://example.com/a.png"))
        .isEqualTo(error("Invalid request: unsupported image url: https://example.com/a.png"));
    assertThat(image("data:image/png;base64,aGVsbG8="))
        .isEqualTo(error("Invalid request: unsupported image format: text/plain; charset=utf-8"));
    assertThat(image("ms://file_nowhere")).contains("unsupported image url: ms://file_nowhere");
    assertThat(image(Samples.PNG)).contains("- image/png, 68 bytes, 1x1");
  }

  @Test
  void models_and_keys_are_refused_in_kimis_words() throws Exception {
    HttpResponse<String> unknown =
        client.chat(simulator.kimiBase(), Client.ask("kimi-not-exist", "hello"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"Not found the model kimi-not-exist or Permission denied\","
                + "\"type\":\"resource_not_found_error\"}}");
    assertThat(client.chat(simulator.kimiBase(), Client.ask("kimi-k2.5", "hello")).statusCode())
        .isEqualTo(404);
    HttpResponse<String> bad =
        new Client("bad-key").chat(simulator.kimiBase(), Client.ask("kimi-k3", "hello"));
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(bad.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"Incorrect API key provided\","
                + "\"type\":\"incorrect_api_key_error\"}}");
    assertThat(new Client("").get(simulator.kimiBase(), "/models").statusCode()).isEqualTo(401);
  }

  private String refused(String messages) throws Exception {
    String body = "{'model':'kimi-k3','messages':[" + messages + "]}";
    return client.chat(simulator.kimiBase(), body.replace('\'', '"')).body();
  }

  private String image(String url) throws Exception {
    return refused(
        "{'role':'user','content':[{'type':'text','text':'what?'},"
            + "{'type':'image_url','image_url':{'url':'"
            + url
            + "'}}]}");
  }

  private static String error(String message) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\"}}".formatted(message);
  }
}
