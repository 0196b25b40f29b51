package dev.fairlead.providers.selfhosted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Conversations;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Parameters.Control;
import dev.fairlead.providers.Parameters.Earlier;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.ToolChoice;
import dev.fairlead.providers.ToolSpec;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SelfHostedTest {
  private static final String PLAIN = Fixtures.text("vllm-plain.json");
  private static final String VLLM_TOO_LONG =
      "This model's maximum context length is 16384 tokens. However, you requested 19591 tokens";

  private final ScriptedServer server = new ScriptedServer();
  private final Network network = Fixtures.network();
  private final SelfHosted house = new SelfHosted("house", network);

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void a_conversation_keeps_its_roles() {
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(
        Conversations.threeTurns(
            glm(Thinking.Mode.TOGGLE),
            List.of(
                Conversations.IMAGE,
                new Part.Text(" "),
                new Part.Text("How is the weather in Paris and Rom?"))));
    assertThat(body()).isEqualTo(Fixtures.text("selfhosted-golden.json").replace("\n", ""));
    assertThat(house.name()).isEqualTo("house");
  }

  @Test
  void reasoning_is_read_once_under_both_its_names() {
    server.reply(ScriptedReply.json(200, PLAIN));
    assertThat(ask(request(glm(Thinking.Mode.TOGGLE), Effort.LOW)).events())
        .containsExactly(
            new ChatEvent.Reasoning("2 and 2"),
            new ChatEvent.Text("4"),
            new ChatEvent.Used(new Usage(14, 0, 26, 0)),
            new ChatEvent.Finished(ChatEvent.Reason.STOP, "zai-org/GLM-4.7"));
  }

  @Test
  void a_stream_of_function_calls_keeps_the_servers_ids() {
    server.reply(ScriptedReply.events(Fixtures.text("vllm-tools.sse")));
    Outcome outcome = ask(request(kimi(), Effort.LOW));
    assertThat(outcome.reasoning()).isEqualTo("天气 in Paris?");
    assertThat(outcome.calls())
        .containsExactly(
            new ChatEvent.ToolCall(
                "functions.get_weather:0", "get_weather", "{\"city\": \"Paris\"}"),
            new ChatEvent.ToolCall("chatcmpl-tool-3f2a9b", "get_weather", "{\"city\": \"Rom\"}"));
    assertThat(outcome.usage()).isEqualTo(new Usage(120, 64, 60, 0));
  }

  @Test
  void thinking_is_an_argument_of_the_weights_template() {
    assertThat(sent(kimi(), Effort.LOW)).contains("\"chat_template_kwargs\":{\"thinking\":true}");
    assertThat(sent(kimi(), null)).contains("\"chat_template_kwargs\":{\"thinking\":false}");
    assertThat(sent(glm(Thinking.Mode.TOGGLE), null))
        .contains("\"chat_template_kwargs\":{\"enable_thinking\":false}");
    assertThat(sent(glm(Thinking.Mode.ALWAYS), null))
        .contains("\"chat_template_kwargs\":{\"enable_thinking\":true}")
        .doesNotContain("tool_choice");
  }

  @Test
  void a_function_can_be_demanded() {
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(
        request(kimi(), Effort.LOW)
            .withTools(
                List.of(new ToolSpec("f", "does", Map.of("type", "object"))),
                new ToolChoice.Required()));
    assertThat(body()).contains("}],\"tool_choice\":\"required\",");
  }

  @Test
  void what_such_a_server_cannot_do_is_not_sent() {
    Model seeing = kimi();
    assertThat(ask(request(seeing, null).withWebSearch(true)).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "web_search_not_supported",
                "test searches no web: remove web_search from the capabilities of"
                    + " moonshotai/Kimi-K2.6"));
    assertThat(ask(with(seeing, Conversations.DOCUMENT)).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "document_not_supported", "test takes no documents: send the text of spec.pdf"));
    Model blind = Fixtures.model("blind", Set.of(), Thinking.NONE);
    assertThat(ask(with(blind, Conversations.IMAGE)).error())
        .isEqualTo(
            new ProviderError.Rejected("image_not_supported", "blind reads no images: dot.jpg"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void models_are_listed_with_the_length_they_are_served_at() throws Exception {
    server.reply(
        ScriptedReply.json(
            200,
            "{\"object\":\"list\",\"data\":[{\"id\":\"moonshotai/Kimi-K2.6\",\"object\":\"model\","
                + "\"created\":1790000000,\"owned_by\":\"vllm\",\"root\":\"/models/k\","
                + "\"parent\":null,\"max_model_len\":262144,\"permission\":[{\"id\":\"p\"}]}]}"));
    assertThat(house.models(Fixtures.access(server.base()), Duration.ofSeconds(5)))
        .containsExactly(new ListedModel("moonshotai/Kimi-K2.6", 262_144));
  }

  /** A reply that is an error, and the error that it is. */
  record Row(int status, String body, ProviderError expected) {}

  @ParameterizedTest
  @MethodSource
  void a_refusal_is_known_by_its_status(Row row) {
    server.reply(ScriptedReply.json(row.status, row.body));
    assertThat(ask(request(kimi(), null)).error()).isEqualTo(row.expected);
  }

  static List<Row> a_refusal_is_known_by_its_status() {
    return List.of(
        new Row(400, flat(400, "BadRequestError", "no"), new ProviderError.Rejected("400", "no")),
        new Row(400, nested(400, "top_p is wrong"), rejected("top_p is wrong")),
        new Row(400, "{\"detail\":\"x\"}", rejected("")),
        new Row(
            400, flat(400, "BadRequestError", VLLM_TOO_LONG), new ProviderError.TooLong(16_384)),
        new Row(
            400,
            nested(
                400,
                "You passed 9 input tokens and requested 9 output tokens. However, the model's"
                    + " context length is only 8 tokens, resulting in"),
            new ProviderError.TooLong(8)),
        new Row(
            400,
            flat(
                400,
                "BadRequestError",
                "The input (61709 tokens) is longer than the model's context length (40960"
                    + " tokens)."),
            new ProviderError.TooLong(40_960)),
        new Row(
            413,
            nested(
                413,
                "Requested token count exceeds the model's maximum context length of 7 tokens"),
            new ProviderError.TooLong(7)),
        new Row(413, "<html>", new ProviderError.Rejected("413", "")),
        new Row(401, "{\"error\":\"Unauthorized\"}", new ProviderError.Unauthorized()),
        new Row(403, "", new ProviderError.Forbidden()),
        new Row(
            404,
            nested(404, "The model `x` does not exist."),
            new ProviderError.ModelUnavailable("moonshotai/Kimi-K2.6", null)),
        new Row(429, "", new ProviderError.RateLimited(null)),
        new Row(500, flat(500, "InternalServerError", ""), new ProviderError.Unavailable(500)),
        new Row(
            503,
            flat(503, "ServiceUnavailable", "The request queue is full."),
            new ProviderError.Unavailable(503)),
        new Row(200, nested(400, "late"), rejected("late")),
        new Row(200, flat(404, "NotFoundError", "x"), gone()),
        new Row(200, nested(503, "x"), new ProviderError.Unavailable(503)),
        new Row(200, "{\"error\":{\"message\":\"?\"}}", new ProviderError.Unavailable(500)),
        new Row(200, nested(7, "?"), new ProviderError.Unavailable(500)));
  }

  private static ProviderError gone() {
    return new ProviderError.ModelUnavailable("moonshotai/Kimi-K2.6", null);
  }

  private static ProviderError rejected(String message) {
    return new ProviderError.Rejected("400", message);
  }

  private static String flat(int code, String type, String message) {
    return "{\"object\":\"error\",\"message\":\""
        + message
        + "\",\"type\":\""
        + type
        + "\",\"param\":null,\"code\":"
        + code
        + "}";
  }

  private static String nested(int code, String message) {
    return "{\"error\":{\"message\":\""
        + message
        + "\",\"type\":\"Error\",\"param\":null,\"code\":"
        + code
        + "}}";
  }

  private static Model kimi() {
    return Fixtures.model(
        "moonshotai/Kimi-K2.6",
        Set.of(Capability.THINKING, Capability.STREAMING, Capability.VISION),
        new Thinking(Thinking.Mode.TOGGLE, Map.of()),
        parameters(Control.TEMPLATE_THINKING));
  }

  private static Model glm(Thinking.Mode mode) {
    return Fixtures.model(
        "zai-org/GLM-4.7",
        Set.of(Capability.THINKING, Capability.STREAMING, Capability.VISION),
        new Thinking(mode, Map.of()),
        parameters(Control.TEMPLATE_ENABLE_THINKING));
  }

  private static Parameters parameters(Control control) {
    return Fixtures.parameters(control, Earlier.CLEAR_THINKING, Parameters.Choices.ANY);
  }

  private String sent(Model model, @Nullable Effort effort) {
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(request(model, effort));
    return body();
  }

  private static ChatRequest with(Model model, Part part) {
    return request(model, null).withMessages(List.of(new Message.User(List.of(part))));
  }

  private static ChatRequest request(Model model, @Nullable Effort effort) {
    return new ChatRequest(
        model,
        List.of(new Message.User("What is 2 + 2?")),
        effort,
        false,
        0,
        null,
        List.of(),
        false,
        false,
        null);
  }

  private Outcome ask(ChatRequest request) {
    return Fixtures.ask(house, request, Fixtures.access(server.base()), Fixtures.PATIENT);
  }

  private String body() {
    return server.request().body();
  }
}
