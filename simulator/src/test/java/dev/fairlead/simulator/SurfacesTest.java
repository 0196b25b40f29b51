package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Regions and plans: which key is good for which base, and what is served there. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SurfacesTest {
  private static final String KEY = "sk-not-a-real-key";

  private static Simulator simulator;
  private final Client client = new Client(KEY);

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

  @ParameterizedTest
  @CsvSource({
    "KIMI, KIMI, 200, prompt_tokens",
    "KIMI, KIMI_CHINA, 401, incorrect_api_key_error",
    "KIMI, KIMI_CODE, 401, incorrect_api_key_error",
    "KIMI_CODE, KIMI, 401, incorrect_api_key_error",
    "KIMI_CODE, KIMI_CODE, 200, prompt_tokens",
    "KIMI_CODE_CHINA, KIMI_CODE, 401, incorrect_api_key_error",
    "GLM, GLM, 200, prompt_tokens",
    "GLM, GLM_CHINA, 401, 1000",
    "GLM, GLM_CODING, 429, 1113",
    "GLM_CODING, GLM, 429, 1113",
    "GLM_CODING, GLM_CODING, 200, prompt_tokens",
    "GLM_CODING, GLM_CODING_CHINA, 401, 1000",
    "KIMI, GLM, 401, 1000"
  })
  void a_key_is_good_for_its_own_base_alone(Surface home, Surface asked, int status, String says)
      throws Exception {
    simulator.belongs(KEY, home);

    HttpResponse<String> response = hello(asked);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(says);
    simulator.reset();
    assertThat(hello(asked).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Surface.class)
  void every_base_lists_what_it_serves(Surface surface) throws Exception {
    assertThat(client.get(simulator.base(surface), "/models").body()).contains(model(surface));
    assertThat(Surface.labelled(surface.label())).isEqualTo(surface);
  }

  @Test
  void kimis_plan_has_models_and_ids_of_its_own() throws Exception {
    assertThat(client.chat(simulator.base(Surface.KIMI_CODE), Client.ask("kimi-k3", "hi")).body())
        .contains("resource_not_found_error");
    assertThat(client.chat(simulator.kimiBase(), Client.ask("kimi-for-coding", "hi")).body())
        .contains("resource_not_found_error");
    assertThat(hello(Surface.KIMI_CODE).body()).containsPattern("\"chatcmpl-[0-9A-Za-z]{24}\"");
    simulator.balance(0);
    assertThat(hello(Surface.KIMI).statusCode()).isEqualTo(429);
    assertThat(hello(Surface.KIMI_CODE).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"fairlead/0.1, 200", "okhttp/4.12, 403", "Java-http-client/25, 403"})
  void kimis_plan_wants_a_name_when_switched(String name, int status) throws Exception {
    simulator.turn(Switch.KIMI_CODE_AGENTS_ONLY, true);
    HttpRequest request =
        client
            .request(simulator.base(Surface.KIMI_CODE), "/chat/completions")
            .header("User-Agent", name)
            .POST(HttpRequest.BodyPublishers.ofString(Client.ask("kimi-for-coding", "hi")))
            .build();
    assertThat(client.send(request).statusCode()).isEqualTo(status);
    assertThat(hello(Surface.KIMI).statusCode()).isEqualTo(200);
  }

  @Test
  void glm_has_a_longer_list_behind_its_own() throws Exception {
    simulator.turn(Switch.GLM_SHORT_MODEL_LIST, true);
    assertThat(listed("/models")).isEqualTo(8);
    assertThat(listed("/v1/models")).isGreaterThan(14);
  }

  @Test
  void keys_find_their_bases_over_http_too() throws Exception {
    HttpRequest told =
        client
            .request(simulator.control(), "/keys")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"belongs\":{\"" + KEY + "\":\"glm_coding\"}}"))
            .build();
    assertThat(client.send(told).statusCode()).isEqualTo(200);
    assertThat(hello(Surface.GLM).body()).contains("1113");
  }

  private static int listed(String path) throws Exception {
    String body = new Client(KEY).get(simulator.glmBase(), path).body();
    return Client.JSON.readTree(body).path("data").size();
  }

  private HttpResponse<String> hello(Surface surface) throws Exception {
    return client.chat(simulator.base(surface), Client.ask(model(surface), "hello"));
  }

  private static String model(Surface surface) {
    return switch (surface.vendor()) {
      case KIMI -> surface.plan() ? "kimi-for-coding" : "kimi-k3";
      case GLM -> "glm-5.3";
      case SELFHOSTED -> "zai-org/GLM-5.1";
    };
  }
}
