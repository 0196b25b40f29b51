package dev.fairlead.providers.glm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import dev.fairlead.providers.ToolChoice;
import dev.fairlead.providers.ToolSpec;
import dev.fairlead.providers.Uploaded;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.openai.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GlmTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final String PLAIN = Fixtures.text("glm-plain.json");

  private final ScriptedServer server = new ScriptedServer();
  private final Network network = Fixtures.network();
  private final Glm glm = new Glm(network);

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
            model("glm-5.3-flash"),
            List.of(
                Conversations.IMAGE,
                new Part.Text(" "),
                new Part.Text("How is the weather in Paris and Rom?"))));
    assertThat(body()).isEqualTo(Fixtures.text("glm-golden.json").replace("\n", ""));
    assertThat(server.request().headers()).containsEntry("accept-language", "en-US,en");
  }

  @Test
  void a_document_is_a_part_of_the_message() {
    server.reply(ScriptedReply.json(200, Fixtures.text("glm-vision.json")));
    Outcome outcome = ask(plain("glm-4.6v", null).withMessages(user(Conversations.DOCUMENT)));
    assertThat(outcome.text()).isEqualTo("\nThe fruit in the image is a kiwi.");
    assertThat(outcome.usage()).isEqualTo(new Usage(435, 4, 73, 56));
    assertThat(body())
        .contains(
            "{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_data\":"
                + "\"data:application/pdf;base64,JVBERi0xLjcgZmFrZQ==\","
                + "\"filename\":\"spec.pdf\"}},"
                + "{\"type\":\"text\",\"text\":\"Attached: spec.pdf\"}]}");
  }

  @Test
  void a_plain_reply_is_understood() {
    server.reply(ScriptedReply.json(200, PLAIN));
    assertThat(ask(plain("glm-5.3", Effort.MAX)).events())
        .containsExactly(
            new ChatEvent.Reasoning(
                "The user is asking a simple arithmetic question: What is 2 + 2?…"),
            new ChatEvent.Text("2 + 2 = 4"),
            new ChatEvent.Used(new Usage(20, 0, 125, 116)),
            new ChatEvent.Finished(ChatEvent.Reason.STOP, "glm-5.3"));
  }

  @Test
  void function_calls_come_with_or_without_a_number() {
    server.reply(ScriptedReply.events(Fixtures.text("glm-tools.sse")));
    server.reply(ScriptedReply.json(200, Fixtures.text("glm-tools.json")));
    Outcome streamed = ask(plain("glm-4.5-flash", null));
    assertThat(streamed.calls())
        .containsExactly(
            new ChatEvent.ToolCall(
                "call_2cVvMTo9RGy87YJlhDpUew",
                "structured_output",
                "{\"name\": \"Alex Johnson\", \"age\": 28,"
                    + " \"occupation\": \"Software Engineer\"}"));
    assertThat(streamed.usage()).isEqualTo(new Usage(219, 43, 215, 0));
    assertThat(ask(plain("glm-5.3-flash", null)).calls())
        .containsExactly(
            new ChatEvent.ToolCall(
                "call_-7287870313679813791", "find_customer", "{\"name\":\"Ada Lovelace\"}"));
  }

  @Test
  void thinking_is_controlled_in_each_models_way() {
    assertThat(sent("glm-5.3", Effort.LOW))
        .contains("\"thinking\":{\"type\":\"enabled\"},\"reasoning_effort\":\"low\"");
    assertThat(sent("glm-5.3", null))
        .contains("\"thinking\":{\"type\":\"enabled\"},\"reasoning_effort\":\"low\"");
    assertThat(sent("glm-5.3-flash", null))
        .contains("\"thinking\":{\"type\":\"disabled\"}")
        .doesNotContain("effort");
    assertThat(sent("glm-5.2", Effort.LOW)).contains("\"reasoning_effort\":\"high\"");
    assertThat(sent("glm-4.7", Effort.LOW))
        .contains("\"thinking\":{\"type\":\"enabled\"}")
        .doesNotContain("effort");
    assertThat(sent("glm-4-32b-0414-128k", null)).doesNotContain("thinking");
  }

  @Test
  void no_temperature_at_all_is_a_switch() {
    server.reply(ScriptedReply.json(200, PLAIN)).reply(ScriptedReply.json(200, PLAIN));
    ask(plain("glm-4.7", null).withTemperature(0.001));
    assertThat(body()).contains("\"do_sample\":false").doesNotContain("temperature");
    ask(plain("glm-4.7", null).withTemperature(0.666));
    assertThat(body()).contains("\"temperature\":0.67").doesNotContain("do_sample");
  }

  @Test
  void a_search_runs_at_the_regions_engine() {
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(plain("glm-4.7", null).withWebSearch(true));
    assertThat(body())
        .contains(
            "\"tools\":[{\"type\":\"web_search\",\"web_search\":{\"enable\":true,"
                + "\"search_engine\":\"search_pro_jina\",\"search_result\":true}}]");
    assertThat(engine("https://open.bigmodel.cn/api/paas/v4")).contains("\"search_pro\"");
    assertThat(engine("https://api.z.ai/api/paas/v4")).contains("\"search_pro_jina\"");
  }

  @Test
  void its_models_are_found_by_its_name_and_listed() throws Exception {
    assertThat(model("glm-4.7").provider()).isEqualTo(glm.name());
    server.reply(ScriptedReply.json(200, "{\"data\":[{\"id\":\"glm-4.7\"},{\"id\":\"x\"}]}"));
    assertThat(glm.models(Fixtures.access(server.base()), WITHIN))
        .extracting(Provider.ListedModel::id)
        .containsExactly("glm-4.7", "x");
    assertThat(server.request().path()).isEqualTo("/models");
  }

  @Test
  void what_glm_would_refuse_is_not_sent() {
    Part gif = new Part.Image("a.gif", "image/gif", "GIF89a..........".getBytes(UTF_8));
    assertThat(about("glm-5.3-flash", List.of(gif)).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "image_format", "a.gif is image/gif, glm reads jpeg, png: convert it"));
    refuses("glm-5.3-flash", List.of(png(6001, 10, 64)), "image_too_large");
    refuses("glm-5.3-flash", List.of(png(10, 6001, 64)), "image_too_large");
    refuses("glm-5.3-flash", List.of(png(10, 10, 5_000_001)), "file_size");
    refuses("glm-5.3-flash", List.of(Conversations.IMAGE, Conversations.DOCUMENT), "mixed_parts");
    refuses("glm-5.3-flash", Collections.nCopies(151, Conversations.IMAGE), "too_many_parts");
    refuses("glm-5.3-flash", Collections.nCopies(51, Conversations.DOCUMENT), "too_many_parts");
    refuses("glm-5.3", List.of(Conversations.IMAGE), "image_not_supported");
    refuses("glm-5.3", List.of(Conversations.DOCUMENT), "document_not_supported");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void as_much_as_glm_takes_is_sent() {
    for (List<? extends Part> parts :
        List.of(
            List.of(png(6000, 6000, 5_000_000)),
            Collections.nCopies(150, Conversations.IMAGE),
            Collections.nCopies(50, Conversations.DOCUMENT))) {
      server.reply(ScriptedReply.json(200, PLAIN));
      assertThat(about("glm-5.3-flash", parts).error()).isNull();
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void a_coding_plan_answers_with_another_model() {
    server.reply(ScriptedReply.json(200, PLAIN));
    assertThat(ask(plain("glm-5.2", null)).events().getLast())
        .isEqualTo(new ChatEvent.Finished(ChatEvent.Reason.STOP, "glm-5.3"));
  }

  @Test
  void a_choice_of_functions_is_not_sent() {
    ToolSpec tool = new ToolSpec("f", "does", Map.of("type", "object"));
    assertThat(
            ask(plain("glm-5.3", null).withTools(List.of(tool), new ToolChoice.Required())).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "tool_choice", "glm-5.3 knows no choice of functions but auto: leave it to auto"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void tokens_are_counted_by_the_tokenizer_of_the_models_family() throws Exception {
    server.reply(
        ScriptedReply.json(
            200,
            "{\"id\":\"x\",\"created\":1,\"request_id\":\"x\",\"usage\":{\"prompt_tokens\":18,"
                + "\"image_tokens\":5,\"video_tokens\":0,\"total_tokens\":23}}"));
    ToolSpec tool = new ToolSpec("f", "does", Map.of("type", "object"));
    Access access = Fixtures.access(server.base());
    ChatRequest request = plain("glm-4.5-air", null).withTools(List.of(tool), ToolChoice.AUTO);
    assertThat(glm.tokens(request, access, WITHIN)).hasValue(23);
    assertThat(server.request().path()).isEqualTo("/tokenizer");
    assertThat(body())
        .isEqualTo(
            "{\"model\":\"glm-4.5\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"What is 2 + 2?\"}],\"tools\":[{\"type\":\"function\",\"function\":{"
                + "\"name\":\"f\",\"description\":\"does\",\"parameters\":"
                + "{\"type\":\"object\"}}}]}");

    server.reply(ScriptedReply.json(200, "{\"usage\":{}}"));
    assertThatThrownBy(() -> glm.tokens(request, access, WITHIN))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e ->
                assertThat(e.error())
                    .isEqualTo(new ProviderError.Malformed("a reply without the count of tokens")));
  }

  @Test
  void tokens_of_a_model_without_a_tokenizer_are_not_asked_for() throws Exception {
    Access plan = Fixtures.access(server.base(), Access.Billing.PLAN, Access.Region.INTERNATIONAL);
    assertThat(glm.tokens(plain("glm-5.3", null), Fixtures.access(server.base()), WITHIN))
        .isEmpty();
    assertThat(glm.tokens(plain("glm-4.6", null), plan, WITHIN)).isEmpty();
    assertThat(glm.balance(plan, WITHIN)).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  private void refuses(String id, List<? extends Part> parts, String code) {
    assertThat(about(id, parts).error())
        .isInstanceOfSatisfying(
            ProviderError.Rejected.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  private Outcome about(String id, List<? extends Part> parts) {
    return ask(plain(id, null).withMessages(List.of(new Message.User(List.copyOf(parts)))));
  }

  /** What is said of the search's engine at that address. */
  private static String engine(String base) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
      new GlmDialect()
          .vendorTools(
              plain("glm-4.7", null).withWebSearch(true), Fixtures.access(URI.create(base)), json);
    }
    return out.toString(UTF_8);
  }

  private static Part png(int width, int height, int size) {
    byte[] bytes = Uploaded.image(size, 1).bytes();
    ByteBuffer.wrap(bytes).putInt(16, width).putInt(20, height);
    return new Part.Image("a.png", "image/png", bytes);
  }

  private String sent(String id, @Nullable Effort effort) {
    server.reply(ScriptedReply.json(200, PLAIN));
    ask(plain(id, effort));
    return body();
  }

  private static List<Message> user(Part... parts) {
    return List.of(new Message.User(List.of(parts)));
  }

  private static ChatRequest plain(String id, @Nullable Effort effort) {
    return new ChatRequest(
        model(id),
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

  private static Model model(String id) {
    return CatalogFile.builtIn().find(id).orElseThrow();
  }

  private Outcome ask(ChatRequest request) {
    return Fixtures.ask(glm, request, Fixtures.access(server.base()), Fixtures.PATIENT);
  }

  private String body() {
    return server.request().body();
  }
}
