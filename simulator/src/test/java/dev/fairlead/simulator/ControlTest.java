package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ControlTest {
  private Simulator simulator;
  private final Client client = new Client();

  @BeforeEach
  void start() {
    simulator = Simulator.start(0);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void a_fault_is_scripted_listed_and_cleared() throws Exception {
    JsonNode made =
        control("POST", "/faults", "{\"fault\":\"glm-1302\",\"model\":\"glm-5.3\",\"times\":3}");
    assertThat(made.path("id").asLong()).isEqualTo(1);
    assertThat(hello("glm-5.2")).isEqualTo(200);
    assertThat(hello("glm-5.3")).isEqualTo(429);

    JsonNode listed = control("GET", "/faults", "");
    assertThat(listed.path("names").size()).isGreaterThan(90);
    assertThat(listed.path("active").path("1").path("times").asInt()).isEqualTo(2);
    control("DELETE", "/faults/1", "");
    assertThat(hello("glm-5.3")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"instead\",\"status\":418,\"headers\":{\"a\":\"b\"},\"body\":{\"c\":1}}",
        "{\"type\":\"status\",\"status\":503}",
        "{\"type\":\"latency\",\"ms\":1}",
        "{\"type\":\"pace\",\"ms\":1}",
        "{\"type\":\"silence\",\"after\":2,\"ms\":1}",
        "{\"type\":\"cut\",\"after\":2}",
        "{\"type\":\"cut-inside\",\"after\":2}",
        "{\"type\":\"end\",\"after\":2}",
        "{\"type\":\"reset\",\"after\":2}",
        "{\"type\":\"hang-up\"}",
        "{\"type\":\"stale\"}",
        "{\"type\":\"garbage\",\"after\":2}",
        "{\"type\":\"error-line\",\"after\":2,\"data\":\"x\",\"ends\":false}",
        "{\"type\":\"joined\",\"events\":3}",
        "{\"type\":\"split\",\"where\":\"number\"}",
        "{\"type\":\"finish\",\"reason\":\"sensitive\",\"empty\":true}",
        "{\"type\":\"untyped\"}"
      })
  void every_kind_of_fault_can_be_written(String fault) throws Exception {
    control("POST", "/faults", "{\"vendor\":\"glm\",\"always\":true,\"faults\":[" + fault + "]}");

    assertThat(simulator.scripts().values())
        .singleElement()
        .satisfies(script -> {
          assertThat(script.vendor()).isEqualTo(Vendor.GLM);
          assertThat(script.times()).isZero();
          assertThat(script.faults()).hasSize(1);
        });
  }

  @Test
  void requests_are_shown_without_their_keys() throws Exception {
    hello("glm-5.3");
    new Client("sk-secret-9876").chat(simulator.kimiBase(), Client.ask("kimi-k3", "hello"));

    JsonNode seen = control("GET", "/requests?vendor=kimi&last=1", "").path(0);
    assertThat(seen.toString()).doesNotContain("secret");
    assertThat(seen.path("key").asString()).isEqualTo("***9876");
    assertThat(seen.path("model").asString()).isEqualTo("kimi-k3");
    assertThat(seen.path("ending").asString()).isEqualTo("ANSWERED");
    assertThat(seen.path("body").path("messages").path(0).path("content").asString())
        .isEqualTo("hello");
  }

  @Test
  void switches_limits_keys_and_doors_are_set() throws Exception {
    control("PUT", "/switches", "{\"glm_typed_errors\":true}");
    assertThat(simulator.switches()).containsExactly(Switch.GLM_TYPED_ERRORS);
    control("PUT", "/limits", "{\"vendor\":\"glm\",\"requests\":1,\"window\":\"60s\"}");
    assertThat(hello("glm-5.3")).isEqualTo(200);
    assertThat(hello("glm-5.3")).isEqualTo(429);
    control("PUT", "/limits", "{\"vendor\":\"glm\",\"requests\":0,\"concurrency\":0}");
    control("PUT", "/keys", "{\"vendor\":\"glm\",\"allow\":[\"another\"]}");
    assertThat(hello("glm-5.3")).isEqualTo(401);
    control("POST", "/reset", "");
    assertThat(hello("glm-5.3")).isEqualTo(200);
    assertThat(simulator.switches()).isEmpty();
  }

  @Test
  void mistakes_are_explained() throws Exception {
    assertThat(control("POST", "/faults", "{\"fault\":\"nonsense\"}").path("error").asString())
        .startsWith("unknown fault 'nonsense': one of 400, 401");
    assertThat(control("POST", "/faults", "{}").path("error").asString()).contains("neither");
    assertThat(control("POST", "/faults", "{").path("error").asString()).isNotEmpty();
    assertThat(control("PUT", "/switches", "{\"x\":true}").path("error").asString())
        .contains("GLM_TYPED_ERRORS");
    assertThat(control("GET", "/nothing", "").path("error").asString()).contains("no such");
  }

  @Test
  void the_front_page_names_the_addresses() throws Exception {
    JsonNode state = control("GET", "", "");
    assertThat(state.path("kimi").asString()).isEqualTo(simulator.kimiBase().toString());
    assertThat(state.path("glm_coding").asString()).endsWith("/api/coding/paas/v4");
  }

  private int hello(String model) throws Exception {
    return client.chat(simulator.glmBase(), Client.ask(model, "hello")).statusCode();
  }

  private JsonNode control(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(
            client
                .request(simulator.control(), path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    return Client.JSON.readTree(response.body());
  }
}
