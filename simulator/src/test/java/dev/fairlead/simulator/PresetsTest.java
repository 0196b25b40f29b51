package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PresetsTest {
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
      quoteCharacter = '§',
      textBlock =
          """
          kimi-no-model         | 404 | {"error":{"message":"Not found the model kimi-not-exist or Permission denied","type":"resource_not_found_error"}}
          kimi-bad-temperature  | 400 | {"error":{"message":"invalid temperature: only 1 is allowed for this model","type":"invalid_request_error"}}
          kimi-too-long         | 400 | {"error":{"message":"Invalid request: Your request exceeded model token limit: 262144 (requested: 265359)","type":"invalid_request_error"}}
          kimi-tool-call-id     | 400 | {"error":{"message":"Invalid request: tool_call_id  is not found","type":"invalid_request_error"}}
          kimi-image-url        | 400 | {"error":{"message":"Invalid request: unsupported image url: https://example.com/a.png","type":"invalid_request_error"}}
          kimi-bad-key          | 401 | {"error":{"message":"Incorrect API key provided","type":"incorrect_api_key_error"}}
          kimi-overloaded       | 429 | {"error":{"message":"The engine is currently overloaded, please try again later","type":"engine_overloaded_error"}}
          kimi-no-balance       | 429 | {"error":{"message":"Your account org-x <ak-y> is suspended due to insufficient balance, please recharge your account or check your plan and billing details","type":"exceeded_current_quota_error"}}
          kimi-filtered         | 400 | {"error":{"message":"The request was rejected because it was considered high risk","type":"content_filter"}}
          kimi-extract-failed   | 500 | {"error":{"message":"extract task failed: failed","type":""}}
          glm-1001 | 401 | {"error":{"code":"1001","message":"Authentication parameter not received in Header, unable to authenticate"}}
          glm-1113 | 429 | {"error":{"code":"1113","message":"Insufficient balance or no resource package. Please recharge."}}
          glm-text-only | 400 | {"error":{"code":"1210","message":"messages.content.type is invalid, allowed values: ['text']"}}
          glm-1211 | 400 | {"error":{"code":"1211","message":"Unknown Model, please check the model code."}}
          glm-1214 | 400 | {"error":{"code":"1214","message":"The messages parameter is illegal. Please check the documentation."}}
          glm-1261 | 400 | {"error":{"code":"1261","message":"Prompt exceeds max length"}}
          glm-1301 | 400 | {"contentFilter":[{"level":1,"role":"user"}],"error":{"code":"1301","message":"System detected potentially unsafe or sensitive content in input or generation."}}
          glm-1302 | 429 | {"error":{"code":"1302","message":"Rate limit reached for requests"}}
          glm-1305 | 429 | {"error":{"code":"1305","message":"The service may be temporarily overloaded, please try again later"}}
          """)
  void a_recorded_error_is_word_for_word(String name, int status, String body) throws Exception {
    simulator.script(Script.named(name));
    boolean glm = name.startsWith("glm");
    URI base = glm ? simulator.glmBase() : simulator.kimiBase();
    HttpResponse<String> response =
        client.chat(base, Client.ask(glm ? "glm-5.3" : "kimi-k3", "hello"));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, 401, incorrect_api_key_error, 1000",
    "403, 403, permission_denied_error, 1220",
    "429, 429, engine_overloaded_error, 1305",
    "500, 500, server_error, Internal",
    "503, 503, server_unavailable, Internal",
    "504-html, 504, <html>, <html>",
    "error-in-200, 200, upstream failed, upstream failed"
  })
  void a_status_is_said_the_vendors_way(String name, int status, String kimi, String glm)
      throws Exception {
    simulator.script(Script.named(name).times(2));
    HttpResponse<String> one = client.chat(simulator.kimiBase(), Client.ask("kimi-k3", "hi"));
    HttpResponse<String> two = client.chat(simulator.glmBase(), Client.ask("glm-5.3", "hi"));

    assertThat(one.statusCode()).isEqualTo(status);
    assertThat(two.statusCode()).isEqualTo(status);
    assertThat(one.body()).contains(kimi);
    assertThat(two.body()).contains(glm);
  }

  @Test
  void what_comes_without_type_or_body_does() throws Exception {
    simulator.script(Script.named("untyped"), Script.named("empty-body"));
    HttpResponse<String> untyped =
        client.chat(simulator.kimiBase(), Client.stream("kimi-k3", "hi"));
    assertThat(untyped.headers().firstValue("content-type")).isEmpty();
    assertThat(untyped.body()).endsWith("data: [DONE]\n\n");
    assertThat(client.chat(simulator.kimiBase(), Client.ask("kimi-k3", "hi")).body()).isEmpty();
  }

  @Test
  void a_hang_up_and_a_reset_are_no_answers() {
    for (String name : new String[] {"hang-up", "reset"}) {
      simulator.script(Script.named(name));
      assertThatThrownBy(() -> client.chat(simulator.kimiBase(), Client.ask("kimi-k3", "hi")))
          .isInstanceOf(IOException.class);
      assertThat(simulator.requests().getLast().ending()).isEqualTo(Ending.CUT);
    }
  }

  @Test
  void a_name_that_is_none_is_answered_with_those_there_are() {
    assertThatThrownBy(() -> Script.named("nope"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("glm-1302");
  }
}
