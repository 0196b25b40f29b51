package dev.fairlead.providers.kimi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Conversations;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.ToolChoice;
import dev.fairlead.providers.ToolSpec;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KimiTest {
  private static final String PLAIN = Fixtures.text("kimi-plain.json");
  private static final String UPLOADED =
      "{\"object\":\"file\",\"id\":\"file_abc\",\"bytes\":13,\"purpose\":\"file-extract\"}";
  private static final String EXTRACT =
      "{\"content\":\"The spec.\",\"file_type\":\"application/pdf\",\"filename\":\"spec.pdf\"}";

  private final ScriptedServer server = new ScriptedServer();
  private final Network network = Fixtures.network();
  private final Kimi kimi = new Kimi(network);

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void a_conversation_keeps_its_roles() {
    server.reply(ScriptedReply.json(200, UPLOADED));
    server.reply(ScriptedReply.json(200, EXTRACT));
    server.reply(ScriptedReply.json(200, "{}")).reply(ScriptedReply.json(200, "{}"));
    server.reply(ScriptedReply.json(200, PLAIN));

    ask(
        Conversations.threeTurns(
            model("kimi-k3"),
            List.of(
                Conversations.DOCUMENT,
                Conversations.IMAGE,
                new Part.Text("How is the weather in Paris and Rom?"))));

    assertThat(body()).isEqualTo(Fixtures.text("kimi-golden.json").replace("\n", ""));
  }

  @Test
  void a_plain_reply_is_understood() {
    server.reply(ScriptedReply.json(200, PLAIN));

    Outcome outcome = ask(plain("kimi-k3"));

    assertThat(outcome.events())
        .containsExactly(
            new ChatEvent.Reasoning("The user just wants me to say hi."),
            new ChatEvent.Text("Hi there! How's it going?"),
            new ChatEvent.Used(new Usage(87, 87, 180, 157)),
            new ChatEvent.Finished(ChatEvent.Reason.STOP, "kimi-k3"));
    assertThat(body()).contains("\"stream\":false").doesNotContain("stream_options");
  }

  @Test
  void function_calls_come_whole_out_of_their_fragments() {
    server.reply(ScriptedReply.events(Fixtures.text("kimi-tools.sse")));

    Outcome outcome = ask(ChatRequest.of(model("kimi-k3"), question()));

    assertThat(outcome.calls())
        .containsExactly(
            new ChatEvent.ToolCall("get_weather_0", "get_weather", "{\"city\":\"Paris\"}"),
            new ChatEvent.ToolCall("get_weather_1", "get_weather", "{\"city\":\"Rom\"}"));
    assertThat(outcome.usage()).isEqualTo(new Usage(158, 100, 85, 33));
    assertThat(outcome.events().getLast())
        .isEqualTo(new ChatEvent.Finished(ChatEvent.Reason.TOOL_CALLS, "kimi-k3"));
  }

  @Test
  void an_answer_that_was_all_reasoning_is_empty() {
    server.reply(ScriptedReply.json(200, Fixtures.text("kimi-empty.json")));

    Outcome outcome = ask(plain("kimi-k3"));

    assertThat(outcome.error()).isEqualTo(new ProviderError.Empty("length"));
    assertThat(outcome.usage()).isEqualTo(new Usage(87, 0, 32, 29));
  }

  @Test
  void thinking_is_controlled_in_each_models_way() {
    assertThat(thinking("kimi-k3", Effort.MEDIUM)).contains("\"reasoning_effort\":\"high\"");
    assertThat(thinking("kimi-k3", null)).contains("\"reasoning_effort\":\"low\"");
    assertThat(thinking("kimi-k2.6", Effort.LOW)).contains("\"thinking\":{\"type\":\"enabled\"}");
    assertThat(thinking("kimi-k2.6", null)).contains("\"thinking\":{\"type\":\"disabled\"}");
    assertThat(thinking("kimi-k2.7-code", Effort.MAX))
        .doesNotContain("thinking")
        .doesNotContain("effort");
  }

  @Test
  void reasoning_goes_back_with_function_calls() {
    server.reply(ScriptedReply.json(200, PLAIN));
    ChatEvent.ToolCall call = new ChatEvent.ToolCall("f_0", "f", "{}");
    ask(
        new ChatRequest(
            model("kimi-k2.6"),
            List.of(
                new Message.User("hi"),
                new Message.Assistant("", null, List.of(call)),
                new Message.ToolAnswer("f_0", "f", "1"),
                new Message.Assistant("x", "deep", List.of()),
                new Message.User("go on")),
            Effort.LOW,
            false,
            0,
            null,
            List.of(),
            false,
            false,
            null));
    assertThat(body())
        .contains("\"reasoning_content\":\".\",\"tool_calls\"")
        .contains("\"content\":\"x\",\"reasoning_content\":\"deep\"")
        .contains("\"thinking\":{\"type\":\"enabled\",\"keep\":\"all\"}");
  }

  @Test
  void a_temperature_that_kimi_minds_is_dropped_once() {
    String minds =
        "{\"error\":{\"message\":\"invalid temperature: only 1 is allowed for this model\","
            + "\"type\":\"invalid_request_error\"}}";
    server.reply(ScriptedReply.json(400, minds)).reply(ScriptedReply.json(200, PLAIN));
    ChatRequest request =
        plain(Fixtures.model("new", Set.of(), Thinking.NONE)).withTemperature(0.5);

    Outcome outcome = ask(request);
    assertThat(outcome.error()).isNull();
    assertThat(outcome.events().getFirst())
        .isEqualTo(
            new ChatEvent.Adjusted(
                "temperature",
                "kimi minds it: invalid temperature: only 1 is allowed for this model"));
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().getFirst().body()).contains("\"temperature\":0.5");
    assertThat(body()).doesNotContain("temperature");

    server.reply(ScriptedReply.json(400, minds)).reply(ScriptedReply.json(400, minds));
    assertThat(ask(request).error()).isInstanceOf(ProviderError.Rejected.class);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void what_kimi_minds_beside_the_temperature_is_an_error_at_once() {
    server.reply(
        ScriptedReply.json(
            400,
            "{\"error\":{\"message\":\"invalid top_p: only 0.95\","
                + "\"type\":\"invalid_request_error\"}}"));
    ChatRequest request =
        plain(Fixtures.model("new", Set.of(), Thinking.NONE)).withTemperature(0.5);
    assertThat(ask(request).error()).isInstanceOf(ProviderError.Rejected.class);
    server.reply(ScriptedReply.bare(500, "", ""));
    assertThat(ask(request).error()).isEqualTo(new ProviderError.Unavailable(500));
    String minds = "{\"error\":{\"message\":\"invalid temperature\",\"type\":\"x\"}}";
    server.reply(ScriptedReply.json(400, minds));
    assertThat(ask(request.withTemperature(null)).error())
        .isEqualTo(new ProviderError.Rejected("x", "invalid temperature"));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void a_fixed_temperature_is_never_sent_and_that_is_told() {
    server.reply(ScriptedReply.json(200, PLAIN)).reply(ScriptedReply.json(200, PLAIN));
    assertThat(ask(plain("kimi-k3").withTemperature(0.5)).events().getFirst())
        .isEqualTo(new ChatEvent.Adjusted("temperature", "kimi-k3 fixes it"));
    assertThat(body()).doesNotContain("temperature");
    assertThat(ask(plain("kimi-k3")).events())
        .noneMatch(ChatEvent.Adjusted.class::isInstance)
        .isNotEmpty();
  }

  @Test
  void a_search_of_several_rounds_tells_of_the_temperature_once() {
    server.reply(ScriptedReply.json(200, search("$web_search", 10)));
    server.reply(ScriptedReply.json(200, PLAIN));
    assertThat(ask(plain("kimi-k3").withTemperature(0.5).withWebSearch(true)).events())
        .filteredOn(ChatEvent.Adjusted.class::isInstance)
        .containsExactly(new ChatEvent.Adjusted("temperature", "kimi-k3 fixes it"));

    Model fresh = Fixtures.model("new", Set.of(), Thinking.NONE);
    server.reply(ScriptedReply.json(200, search("$web_search", 10)));
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(plain(fresh).withTemperature(0.5).withWebSearch(true));
    assertThat(body()).contains("\"temperature\":0.5");
  }

  @Test
  void a_choice_of_functions_that_kimi_refuses_is_not_sent() {
    ToolSpec tool = new ToolSpec("f", "does", Map.of("type", "object"));
    ToolChoice named = new ToolChoice.Named("f");
    ToolChoice required = new ToolChoice.Required();
    for (ChatRequest request :
        List.of(
            plain("kimi-k3").withTools(List.of(tool), named),
            plain("kimi-k2.7-code").withTools(List.of(tool), required))) {
      assertThat(ask(request).error())
          .isInstanceOfSatisfying(
              ProviderError.Rejected.class, e -> assertThat(e.code()).isEqualTo("tool_choice"));
    }
    assertThat(server.requests()).isEmpty();

    server.reply(ScriptedReply.json(200, PLAIN)).reply(ScriptedReply.json(200, PLAIN));
    ask(plain("kimi-k3").withTools(List.of(tool), required));
    assertThat(body()).contains("\"tool_choice\":\"required\"");
    ask(plain("kimi-k2.6").withTools(List.of(tool), named));
    assertThat(body()).contains("\"tool_choice\":{\"type\":\"function\"");
  }

  @Test
  void a_document_goes_up_once_and_does_not_stay() throws InterruptedException {
    server.reply(ScriptedReply.json(200, UPLOADED)).reply(ScriptedReply.json(200, EXTRACT));
    server.reply(ScriptedReply.json(200, "{}")).reply(ScriptedReply.json(200, PLAIN));
    ChatRequest request =
        plain("kimi-k3").withMessages(List.of(new Message.User(List.of(Conversations.DOCUMENT))));

    ask(request);
    while (server.requests().size() < 4) {
      Thread.sleep(5);
    }
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(request);

    assertThat(server.requests().stream().map(sent -> sent.method() + " " + sent.path()))
        .containsExactlyInAnyOrder(
            "POST /files",
            "GET /files/file_abc/content",
            "DELETE /files/file_abc",
            "POST /chat/completions",
            "POST /chat/completions");
    ScriptedServer.Request upload = server.requests().getFirst();
    String boundary =
        upload.headers().getOrDefault("content-type", "").replaceAll(".*boundary=", "--");
    assertThat(upload.body())
        .isEqualTo(
            boundary
                + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfile-extract\r\n"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"spec.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n%PDF-1.7 fake\r\n"
                + boundary
                + "--\r\n");
    assertThat(body())
        .contains("{\"role\":\"system\",\"content\":\"{\\\"content\\\":\\\"The spec.\\\"");
  }

  @Test
  void a_document_that_cannot_be_extracted_fails_the_attempt() {
    server.reply(ScriptedReply.json(200, UPLOADED));
    server.reply(
        ScriptedReply.json(500, "{\"error\":{\"message\":\"extract task failed\",\"type\":\"\"}}"));
    server.reply(ScriptedReply.json(200, "{}"));
    assertThat(
            ask(plain("kimi-k3")
                    .withMessages(List.of(new Message.User(List.of(Conversations.DOCUMENT)))))
                .error())
        .isInstanceOfSatisfying(
            ProviderError.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("document_unreadable");
              assertThat(rejected.message()).contains("spec.pdf");
            });
  }

  @Test
  void an_upload_without_an_id_is_malformed() {
    server.reply(ScriptedReply.json(200, "{\"id\":\"../../x\"}"));
    assertThat(
            ask(plain("kimi-k3")
                    .withMessages(List.of(new Message.User(List.of(Conversations.DOCUMENT)))))
                .error())
        .isInstanceOf(ProviderError.Malformed.class);
  }

  @Test
  void what_kimi_would_refuse_is_not_sent() {
    Part empty = new Part.Document("empty.pdf", "application/pdf", new byte[0]);
    Part text = new Part.Image("fake.png", "image/png", "hello, I am no image".getBytes(UTF_8));
    for (Part part : List.of(empty, text)) {
      assertThat(
              ask(plain("kimi-k3").withMessages(List.of(new Message.User(List.of(part))))).error())
          .isInstanceOf(ProviderError.Rejected.class);
    }
    Model blind = Fixtures.model("blind", Set.of(), Thinking.NONE);
    for (Part part : List.of(Conversations.DOCUMENT, Conversations.IMAGE)) {
      assertThat(ask(plain(blind).withMessages(List.of(new Message.User(List.of(part))))).error())
          .isInstanceOf(ProviderError.Rejected.class);
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_search_is_sent_back_to_kimi_until_the_answer_comes() {
    server.reply(ScriptedReply.json(200, search("$web_search", 10)));
    server.reply(ScriptedReply.json(200, PLAIN));

    Outcome outcome = ask(plain("kimi-k3").withWebSearch(true));

    assertThat(outcome.text()).isEqualTo("Hi there! How's it going?");
    assertThat(outcome.calls()).isEmpty();
    assertThat(outcome.events())
        .startsWith(new ChatEvent.Reasoning("look"))
        .endsWith(
            new ChatEvent.Used(new Usage(97, 87, 185, 157)),
            new ChatEvent.Finished(ChatEvent.Reason.STOP, "kimi-k3"));
    assertThat(outcome.events()).filteredOn(ChatEvent.Used.class::isInstance).hasSize(1);
    assertThat(server.requests().getFirst().body())
        .contains(
            "\"tools\":[{\"type\":\"builtin_function\",\"function\":{\"name\":\"$web_search\"}}]");
    assertThat(body())
        .contains(
            "{\"role\":\"assistant\",\"content\":\"\",\"reasoning_content\":\"look\","
                + "\"tool_calls\":[{\"id\":\"s_0\",\"type\":\"builtin_function\","
                + "\"function\":{\"name\":\"$web_search\",\"arguments\":\"{\\\"q\\\":1}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"s_0\",\"name\":\"$web_search\","
                + "\"content\":\"{\\\"q\\\":1}\"}");
  }

  @Test
  void each_round_of_a_search_tells_when_it_left() {
    server.reply(ScriptedReply.json(200, search("$web_search", 10)));
    server.reply(ScriptedReply.json(200, PLAIN));
    List<ChatEvent> left = new ArrayList<>();
    Fixtures.ask(
        kimi,
        plain("kimi-k3").withWebSearch(true),
        Fixtures.access(server.base()),
        Fixtures.PATIENT,
        event -> {
          if (event instanceof ChatEvent.Sent) {
            left.add(event);
          }
        });
    assertThat(left).hasSize(2);
  }

  @Test
  void it_is_found_by_the_name_that_its_models_have() {
    assertThat(model("kimi-k3").provider()).isEqualTo(kimi.name());
  }

  @Test
  void a_search_without_end_is_ended() {
    for (int i = 0; i < 6; i++) {
      server.reply(ScriptedReply.json(200, search("$web_search", 10)));
    }
    Outcome outcome = ask(plain("kimi-k3").withWebSearch(true));
    assertThat(outcome.error()).isEqualTo(new ProviderError.Empty("tool_calls"));
    assertThat(server.requests()).hasSize(6);
    assertThat(body()).doesNotContain("\"tools\"");
  }

  @Test
  void a_call_of_the_callers_function_ends_a_search() {
    server.reply(ScriptedReply.json(200, search("mine", 10)));
    Outcome outcome = ask(plain("kimi-k3").withWebSearch(true));
    assertThat(outcome.calls()).containsExactly(new ChatEvent.ToolCall("s_0", "mine", "{\"q\":1}"));
    assertThat(outcome.usage()).isEqualTo(new Usage(10, 0, 5, 0));
  }

  @Test
  void a_search_that_fails_later_still_tells_what_it_used() {
    server.reply(ScriptedReply.json(200, search("$web_search", 10)));
    server.reply(ScriptedReply.bare(500, "", ""));
    Outcome outcome = ask(plain("kimi-k3").withWebSearch(true));
    assertThat(outcome.error()).isEqualTo(new ProviderError.Unavailable(500));
    assertThat(outcome.usage()).isEqualTo(new Usage(10, 0, 5, 0));
  }

  @Test
  void the_beginning_of_an_answer_is_sent_as_a_partial_message() {
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(
        plain("kimi-k3")
            .withMessages(List.of(new Message.User("say hi"), new Message.Beginning("Hel"))));
    assertThat(body()).contains("{\"role\":\"assistant\",\"content\":\"Hel\",\"partial\":true}]");
  }

  private String thinking(String id, @Nullable Effort effort) {
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(
        new ChatRequest(
            model(id), question(), effort, false, 0, null, List.of(), false, false, null));
    return body();
  }

  private static String search(String name, int prompt) {
    return "{\"model\":\"kimi-k3\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
        + "\"content\":\"\",\"reasoning_content\":\"look\",\"tool_calls\":[{\"index\":0,"
        + "\"id\":\"s_0\",\"type\":\"builtin_function\",\"function\":{\"name\":\""
        + name
        + "\",\"arguments\":\"{\\\"q\\\":1}\"}}]},\"finish_reason\":\"tool_calls\"}],"
        + "\"usage\":{\"prompt_tokens\":"
        + prompt
        + ",\"completion_tokens\":5}}";
  }

  private static List<Message> question() {
    return List.of(new Message.User("say hi"));
  }

  private ChatRequest plain(String id) {
    return plain(model(id));
  }

  private static ChatRequest plain(Model model) {
    return new ChatRequest(model, question(), null, false, 0, null, List.of(), false, false, null);
  }

  private static Model model(String id) {
    return CatalogFile.builtIn().find(id).orElseThrow();
  }

  private Outcome ask(ChatRequest request) {
    Access access = Fixtures.access(server.base());
    return Fixtures.ask(kimi, request, access, Fixtures.PATIENT);
  }

  private String body() {
    return server.requests().reversed().stream()
        .filter(request -> request.path().equals("/chat/completions"))
        .findFirst()
        .orElseThrow()
        .body();
  }
}
