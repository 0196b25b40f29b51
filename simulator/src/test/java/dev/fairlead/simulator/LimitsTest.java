package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LimitsTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String GLM = Client.ask("glm-5.3", "hello");

  private Simulator simulator;
  private final Client client = new Client();

  @BeforeEach
  void start() {
    simulator = Simulator.start();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void a_key_has_so_many_calls_at_once() throws Exception {
    simulator.limitConcurrency(Vendor.GLM, 1);
    simulator.limitConcurrency(Vendor.KIMI, 1);
    CompletableFuture<HttpResponse<String>> slow =
        client
            .http()
            .sendAsync(
                client.chatRequest(
                    simulator.glmBase(), Client.ask("glm-5.3", "hello [[sim: first=700ms]]")),
                HttpResponse.BodyHandlers.ofString());
    simulator.await(SeenRequest::chat, SOON);
    Thread.sleep(100);

    assertThat(client.chat(simulator.glmBase(), GLM).body())
        .isEqualTo(
            "{\"error\":{\"code\":\"1302\",\"message\":\"Rate limit reached for requests\"}}");
    assertThat(new Client("another").chat(simulator.glmBase(), GLM).statusCode()).isEqualTo(200);
    assertThat(client.chat(simulator.kimiBase(), Client.ask("kimi-k3", "hello")).statusCode())
        .isEqualTo(200);
    assertThat(slow.get().statusCode()).isEqualTo(200);
    assertThat(client.chat(simulator.glmBase(), GLM).statusCode()).isEqualTo(200);
  }

  @Test
  void a_client_that_leaves_frees_its_place() throws Exception {
    simulator.limitConcurrency(Vendor.GLM, 1);
    try (RawClient raw = new RawClient(simulator.glmBase())) {
      raw.chat(simulator.glmBase(), Client.ask("glm-5.3", "hello [[sim: first=60s]]"));
      simulator.await(SeenRequest::chat, SOON);
    }
    simulator.await(seen -> seen.ending() == Ending.CLIENT_GONE, SOON);

    int status = 0;
    for (int i = 0; i < 100 && status != 200; i++) {
      status = new Client("sk-raw").chat(simulator.glmBase(), GLM).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void a_window_runs_out_and_comes_back() throws Exception {
    simulator.limitRequests(Vendor.GLM, 2, Duration.ofMillis(600));
    client.chat(simulator.glmBase(), GLM);
    client.chat(simulator.glmBase(), GLM);

    HttpResponse<String> used = client.chat(simulator.glmBase(), GLM);
    assertThat(used.statusCode()).isEqualTo(429);
    assertThat(used.body())
        .matches(
            "\\{\"error\":\\{\"code\":\"1308\",\"message\":\"Usage limit reached for 5 hour\\. Your"
                + " limit will reset at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\"}}");
    Thread.sleep(700);
    assertThat(client.chat(simulator.glmBase(), GLM).statusCode()).isEqualTo(200);
  }

  @Test
  void kimis_window_says_when_to_come_back() throws Exception {
    simulator.limitRequests(Vendor.KIMI, 1, Duration.ofMinutes(1));
    String body = Client.ask("kimi-k3", "hello");
    client.chat(simulator.kimiBase(), body);

    HttpResponse<String> used = client.chat(simulator.kimiBase(), body);
    assertThat(used.body())
        .containsPattern("reached organization max RPM: 1, please try again after 5\\d seconds");
    assertThat(used.headers().firstValue("Retry-After"))
        .hasValueSatisfying(after -> assertThat(after).matches("5\\d"));
  }

  @Test
  void only_listed_keys_are_let_in() throws Exception {
    simulator.allowKeys(Vendor.KIMI, Set.of("sk-right"));
    String body = Client.ask("kimi-k3", "hello");
    assertThat(client.chat(simulator.kimiBase(), body).statusCode()).isEqualTo(401);
    assertThat(new Client("sk-right").chat(simulator.kimiBase(), body).statusCode()).isEqualTo(200);
    simulator.allowAnyKey(Vendor.KIMI);
    assertThat(client.chat(simulator.kimiBase(), body).statusCode()).isEqualTo(200);
  }

  @Test
  void a_prefix_that_came_before_is_cached_in_blocks() throws Exception {
    String file = "x".repeat(4_000);
    assertThat(cached(conversation(file, "one"), client)).isZero();
    assertThat(cached(conversation(file, "two"), client)).isEqualTo(768);
    assertThat(cached(conversation(file, "two"), client)).isGreaterThan(1_000);
    assertThat(cached(conversation(file, "two"), new Client("another"))).isZero();
    assertThat(cached(conversation(file + "y", "two"), client)).isZero();

    simulator.turn(Switch.KIMI_WHOLE_CACHE, true);
    assertThat(cached(conversation(file, "three"), client)).isZero();
  }

  private int cached(String body, Client by) throws Exception {
    JsonNode usage = by.answer(simulator.kimiBase(), body).path("usage");
    int cached = usage.path("cached_tokens").asInt(0);
    assertThat(usage.path("prompt_tokens_details").path("cached_tokens").asInt(0))
        .isEqualTo(cached);
    assertThat(usage.path("prompt_tokens").asInt()).isGreaterThanOrEqualTo(cached);
    return cached;
  }

  private static String conversation(String system, String question) {
    return "{\"model\":\"kimi-k3\",\"messages\":[{\"role\":\"system\",\"content\":\""
        + system
        + "\"},{\"role\":\"user\",\"content\":\""
        + question
        + "\"}]}";
  }
}
