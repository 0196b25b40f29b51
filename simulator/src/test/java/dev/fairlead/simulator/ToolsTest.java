package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ToolsTest {
  private static final String TOOLS =
      "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}},"
          + "{\"type\":\"function\",\"function\":{\"name\":\"get_time\"}}]";
  private static final String QUESTION =
      "Please call:get_weather {\"city\":\"Paris\"} and call:get_time {\"zone\":\"CET\"}";
  private static final String SEARCH =
      "\"tools\":[{\"type\":\"builtin_function\",\"function\":{\"name\":\"$web_search\"}}]";

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
  void kimi_calls_in_its_recorded_shape() throws Exception {
    JsonNode choice =
        client
            .answer(simulator.kimiBase(), Client.ask("kimi-k3", QUESTION, TOOLS))
            .path("choices")
            .path(0);

    assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
    assertThat(choice.path("message").path("content").asString("?")).isEmpty();
    assertThat(choice.path("message").path("tool_calls").toString())
        .isEqualTo(
            "[{\"index\":0,\"id\":\"get_weather_0\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}},"
                + "{\"index\":1,\"id\":\"get_time_1\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"get_time\",\"arguments\":\"{\\\"zone\\\":\\\"CET\\\"}\"}}]");
  }

  @Test
  void kimi_streams_arguments_in_fragments() throws Exception {
    List<String> events =
        client.events(
            simulator.kimiBase(),
            Client.stream("kimi-k3", QUESTION.replace("Paris", "Villeneuve-d'Ascq"), TOOLS));

    List<String> calls = events.stream().filter(e -> e.contains("tool_calls\":[")).toList();
    assertThat(calls.getFirst())
        .contains(
            "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"get_weather_0\","
                + "\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                + "\"arguments\":\"\"}}]}");
    assertThat(calls.get(1))
        .contains(
            "\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city");
    assertThat(calls).hasSizeGreaterThan(4);
    assertThat(events.get(events.size() - 2)).contains("\"finish_reason\":\"tool_calls\"");
  }

  @Test
  void glm_streams_each_call_whole_with_index_minus_one() throws Exception {
    List<String> calls = glmCalls();
    assertThat(calls).hasSize(2).allMatch(call -> call.contains("\"index\":-1,"));
    assertThat(calls.getFirst())
        .containsPattern("\"tool_calls\":\\[\\{\"id\":\"call_[0-9A-Za-z]{22}\",\"index\":-1,")
        .doesNotContain("\"role\"");

    simulator.turn(Switch.GLM_COUNTED_TOOL_INDEX, true);
    assertThat(glmCalls().getLast()).contains("\"index\":1,");
  }

  @Test
  void glm_streams_arguments_in_pieces_when_told_to() throws Exception {
    assertThat(glmCalls("\"tool_stream\":true")).hasSizeGreaterThan(3);
  }

  @Test
  void glm_calls_in_its_recorded_shape() throws Exception {
    JsonNode choice =
        client
            .answer(simulator.glmBase(), Client.ask("glm-5.3-flash", QUESTION, TOOLS))
            .path("choices")
            .path(0);

    assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
    assertThat(Shape.of(choice.path("message").path("tool_calls").path(0)))
        .isEqualTo("{function:{arguments:text,name:text},id:text,index:number,type:text}");
    assertThat(choice.path("message").path("tool_calls").path(0).path("id").asString())
        .matches("call_-?\\d+");
  }

  @Test
  void results_are_answered_from() throws Exception {
    String body =
        ("{'model':'kimi-k3',"
                + TOOLS.replace('"', '\'')
                + ",'messages':[{'role':'user','content':'call:get_time {}'},"
                + "{'role':'assistant','content':'','reasoning_content':'.','tool_calls':"
                + "[{'id':'get_time_0','type':'function','function':{'name':'get_time',"
                + "'arguments':'{}'}}]},{'role':'tool','tool_call_id':'get_time_0',"
                + "'content':'12:30'}]}")
            .replace('\'', '"');
    assertThat(client.answer(simulator.kimiBase(), body).toString())
        .contains("get_time_0: 12:30")
        .contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void kimi_searches_once_its_call_is_sent_back() throws Exception {
    String user = "{\"role\":\"user\",\"content\":\"what is new?\"}";
    JsonNode first =
        client.answer(simulator.kimiBase(), Client.ask("kimi-k3", "what is new?", SEARCH));
    JsonNode message = first.path("choices").path(0).path("message");
    JsonNode call = message.path("tool_calls").path(0);
    assertThat(call.path("type").asString()).isEqualTo("builtin_function");
    String arguments = call.path("function").path("arguments").asString();
    int found = Client.JSON.readTree(arguments).path("usage").path("total_tokens").asInt();

    String result =
        Client.JSON
            .createObjectNode()
            .put("role", "tool")
            .put("tool_call_id", call.path("id").asString())
            .put("name", "$web_search")
            .put("content", arguments)
            .toString();
    JsonNode second =
        client.answer(
            simulator.kimiBase(),
            "{\"model\":\"kimi-k3\","
                + SEARCH
                + ",\"messages\":["
                + String.join(",", user, message.toString(), result)
                + "]}");

    assertThat(second.path("choices").path(0).path("message").path("content").asString())
        .contains("searched the web for “what is new?”: https://example.com/");
    assertThat(second.path("usage").path("prompt_tokens").asInt()).isGreaterThan(found);
  }

  @Test
  void glm_searches_at_the_server() throws Exception {
    String tool =
        "\"tools\":[{\"type\":\"web_search\",\"web_search\":{\"enable\":true,"
            + "\"search_engine\":\"search_pro_jina\",\"count\":2,\"search_result\":true}}]";
    JsonNode plain =
        client.answer(simulator.glmBase(), Client.ask("glm-5.3", "what is new?", tool));
    assertThat(plain.path("web_search").size()).isEqualTo(2);
    assertThat(plain.path("web_search").path(0).propertyNames())
        .containsExactly("title", "content", "link", "media", "icon", "refer", "publish_date");

    List<String> events =
        client.events(simulator.glmBase(), Client.stream("glm-5.3", "what is new?", tool));
    assertThat(events.get(events.size() - 2)).contains("\"web_search\":[");
  }

  private List<String> glmCalls(String... fields) throws Exception {
    String[] all = {TOOLS, fields.length == 0 ? "\"x\":1" : fields[0]};
    return client.events(simulator.glmBase(), Client.stream("glm-5.3", QUESTION, all)).stream()
        .filter(event -> event.contains("\"tool_calls\":["))
        .toList();
  }
}
