package dev.fairlead.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Conversations;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.Provider.Balance;
import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KimiAccountTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final String BALANCE =
      "{\"code\":0,\"data\":{\"available_balance\":49.58894,\"voucher_balance\":46.58893,"
          + "\"cash_balance\":3.00001},\"scode\":\"0x0\",\"status\":true}";

  private final ScriptedServer server = new ScriptedServer();
  private final Network network = Fixtures.network();
  private final Kimi kimi = new Kimi(network);

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void the_balance_is_in_the_regions_currency() throws Exception {
    server.reply(ScriptedReply.json(200, BALANCE)).reply(ScriptedReply.json(200, BALANCE));
    assertThat(kimi.balance(access(Billing.METERED, Region.INTERNATIONAL), WITHIN))
        .contains(new Balance(49.58894, "USD"));
    assertThat(server.request().method()).isEqualTo("GET");
    assertThat(server.request().path()).isEqualTo("/users/me/balance");
    assertThat(kimi.balance(access(Billing.METERED, Region.CHINA), WITHIN))
        .contains(new Balance(49.58894, "CNY"));
  }

  @Test
  void a_plan_has_no_balance_and_no_tokenizer() throws Exception {
    Access plan = access(Billing.PLAN, Region.INTERNATIONAL);
    assertThat(kimi.balance(plan, WITHIN)).isEmpty();
    assertThat(kimi.tokens(request(model("kimi-k3")), plan, WITHIN)).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_balance_that_is_none_is_malformed() {
    server.reply(ScriptedReply.json(200, "{\"data\":{}}"));
    assertThatThrownBy(() -> kimi.balance(metered(), WITHIN))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e ->
                assertThat(e.error())
                    .isEqualTo(
                        new ProviderError.Malformed("a reply without the available balance")));
  }

  @Test
  void tokens_are_counted_from_the_prompt_alone() throws Exception {
    server.reply(ScriptedReply.json(200, "{\"data\":{\"total_tokens\":80}}"));
    assertThat(kimi.tokens(request(model("kimi-k2.6")), metered(), WITHIN)).hasValue(80);
    assertThat(server.request().method()).isEqualTo("POST");
    assertThat(server.request().path()).isEqualTo("/tokenizers/estimate-token-count");
    assertThat(server.request().headers()).containsEntry("content-type", "application/json");
    assertThat(server.request().body())
        .isEqualTo(
            "{\"model\":\"kimi-k2.6\",\"messages\":["
                + "{\"role\":\"user\",\"content\":\"say hi\"}]}");
  }

  @Test
  void tokens_that_cannot_be_asked_for_are_not() throws Exception {
    ChatRequest document =
        request(model("kimi-k3"))
            .withMessages(
                List.of(new Message.User(List.of(new Part.Text("x"), Conversations.DOCUMENT))));
    assertThat(kimi.tokens(document, metered(), WITHIN)).isEmpty();
    Model unknown = Fixtures.model("new", Set.of(), Thinking.NONE);
    assertThat(kimi.tokens(request(unknown), metered(), WITHIN)).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_count_that_is_none_is_malformed_and_a_refusal_is_its_error() {
    server.reply(ScriptedReply.json(200, "{\"data\":{}}")).reply(ScriptedReply.bare(401, "", ""));
    assertThatThrownBy(() -> kimi.tokens(request(model("kimi-k3")), metered(), WITHIN))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e ->
                assertThat(e.error())
                    .isEqualTo(new ProviderError.Malformed("a reply without the count of tokens")));
    assertThatThrownBy(() -> kimi.tokens(request(model("kimi-k3")), metered(), WITHIN))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error()).isEqualTo(new ProviderError.Unauthorized()));
  }

  /** An item as recorded 2026-07, then the same without its abilities. */
  @Test
  void models_are_listed_with_what_they_can_do() throws Exception {
    String efforts =
        "{\"support\":true,\"valid_efforts\":[\"low\",\"high\",\"max\"],"
            + "\"default_effort\":\"max\"}";
    server.reply(
        ScriptedReply.json(
            200,
            "{\"object\":\"list\",\"data\":[{\"id\":\"kimi-k3\",\"object\":\"model\","
                + "\"created\":1784330000,\"owned_by\":\"moonshot\",\"context_length\":1048576,"
                + "\"supports_image_in\":true,\"supports_video_in\":true,"
                + "\"supports_reasoning\":true,\"supports_dynamic_tools\":true,\"think_efforts\":"
                + efforts
                + ",\"reasoning_efforts\":"
                + efforts
                + ",\"supports_thinking_type\":\"only\",\"permission\":[{\"id\":\"p\"}],"
                + "\"root\":\"\",\"parent\":\"\"},"
                + "{\"id\":\"plain\",\"supports_image_in\":false,\"supports_reasoning\":false,"
                + "\"reasoning_efforts\":{\"valid_efforts\":[\"max\",7]},\"think_efforts\":null},"
                + "{\"id\":\"odd\",\"supports_image_in\":\"yes\",\"context_length\":\"8k\","
                + "\"think_efforts\":{\"valid_efforts\":{\"a\":[\"b\"]}}},{\"id\":7},3]}"));
    assertThat(kimi.models(metered(), WITHIN))
        .containsExactly(
            new ListedModel(
                "kimi-k3",
                1_048_576,
                Set.of(Capability.VISION, Capability.THINKING),
                Set.of(),
                List.of("low", "high", "max")),
            new ListedModel(
                "plain",
                0,
                Set.of(),
                Set.of(Capability.VISION, Capability.THINKING),
                List.of("max")),
            new ListedModel("odd", 0));
  }

  private static Model model(String id) {
    return CatalogFile.builtIn().find(id).orElseThrow();
  }

  private static ChatRequest request(Model model) {
    return ChatRequest.of(model, List.of(new Message.User("say hi")));
  }

  private Access metered() {
    return access(Billing.METERED, Region.INTERNATIONAL);
  }

  private Access access(Billing billing, Region region) {
    return Fixtures.access(server.base(), billing, region);
  }
}
