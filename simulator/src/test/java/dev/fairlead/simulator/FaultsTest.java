package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FaultsTest {
  private static final String KIMI = Client.stream("kimi-k3", "hello");
  private static final String GLM = Client.stream("glm-5.3", "hello");

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
  void kimi_rate_limit_has_its_three_headers_and_lasts_as_long_as_told() throws Exception {
    simulator.script(Script.named("kimi-rate-limit").times(2));

    HttpResponse<String> limited = client.chat(simulator.kimiBase(), KIMI);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"Your account org-x<ak-y> request reached organization max"
                + " RPM: 3, please try again after 1 seconds\","
                + "\"type\":\"rate_limit_reached_error\"}}");
    assertThat(limited.headers().firstValue("Retry-After")).contains("1");
    assertThat(limited.headers().firstValue("X-Retry-After")).contains("1");
    assertThat(limited.headers().firstValue("Msh-Cooldown-Seconds")).contains("1");
    assertThat(client.chat(simulator.glmBase(), GLM).statusCode()).isEqualTo(200);
    assertThat(client.chat(simulator.kimiBase(), KIMI).statusCode()).isEqualTo(429);
    assertThat(client.chat(simulator.kimiBase(), KIMI).statusCode()).isEqualTo(200);
  }

  @Test
  void counted_scripts_play_in_turn() throws Exception {
    simulator.script(Script.named("kimi-overloaded"), Script.named("kimi-unavailable"));

    assertThat(client.chat(simulator.kimiBase(), KIMI).statusCode()).isEqualTo(429);
    assertThat(client.chat(simulator.kimiBase(), KIMI).statusCode()).isEqualTo(503);
    assertThat(client.chat(simulator.kimiBase(), KIMI).statusCode()).isEqualTo(200);
  }

  @Test
  void glm_errors_have_no_content_type_unless_switched() throws Exception {
    simulator.script(Script.named("glm-1305").always());

    HttpResponse<String> bare = client.chat(simulator.glmBase(), GLM);
    assertThat(bare.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"1305\",\"message\":\"The service may be temporarily overloaded,"
                + " please try again later\"}}");
    assertThat(bare.headers().firstValue("content-type")).isEmpty();
    simulator.turn(Switch.GLM_TYPED_ERRORS, true);
    simulator.turn(Switch.GLM_FLAT_ERRORS, true);
    HttpResponse<String> typed = client.chat(simulator.glmBase(), GLM);
    assertThat(typed.headers().firstValue("content-type")).isPresent();
    assertThat(typed.body()).startsWith("{\"code\":\"1305\"");
  }

  @Test
  void every_preset_can_be_played() throws Exception {
    for (String name : Presets.names()) {
      if (name.startsWith("silence") || name.startsWith("slow") || name.startsWith("late")) {
        continue;
      }
      simulator.script(Script.named(name));
      try {
        if (name.startsWith("glm")) {
          client.chat(simulator.glmBase(), GLM);
        } else if (name.startsWith("selfhosted")) {
          client.chat(simulator.selfHostedBase(), Client.ask("zai-org/GLM-5.1", "hello"));
        } else {
          client.chat(simulator.kimiBase(), KIMI);
        }
      } catch (IOException _) {
        // broken off
      }
      SeenRequest seen = simulator.requests().getLast();
      assertThat(seen.faults()).as(name).hasSize(1);
      assertThat(simulator.scripts()).as(name).isEmpty();
    }
  }

  @Test
  void a_cut_comes_after_as_many_events_as_told() throws Exception {
    simulator.script(Vendor.KIMI, new Fault.Cut(4));

    List<String> events = untilBroken(KIMI);
    assertThat(events).hasSize(4);
    SeenRequest seen = simulator.await(r -> r.ending() == Ending.CUT, Duration.ofSeconds(5));
    assertThat(seen.events()).isEqualTo(4);
  }

  @Test
  void a_cut_inside_leaves_half_an_event() throws Exception {
    simulator.script(Vendor.KIMI, new Fault.CutInside(1));

    List<String> events = untilBroken(KIMI);
    assertThat(events).hasSize(2);
    assertThat(events.getLast()).doesNotEndWith("}");
  }

  @Test
  void a_stream_can_end_in_good_order_without_its_mark() throws Exception {
    simulator.script(Vendor.KIMI, new Fault.End(1000));

    List<String> events = client.events(simulator.kimiBase(), KIMI);
    assertThat(events.getLast()).contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void garbage_and_errors_come_inside_the_stream() throws Exception {
    simulator.script(
        Vendor.KIMI, new Fault.Garbage(1), new Fault.ErrorLine(2, "{\"error\":1}", true));

    assertThat(client.events(simulator.kimiBase(), KIMI))
        .hasSize(4)
        .contains("{\"id\":\"chatcmpl-6a5a")
        .endsWith("{\"error\":1}");
  }

  @Test
  void split_and_joined_events_carry_the_same_bytes() throws Exception {
    String whole = text(client.events(simulator.glmBase(), GLM));
    for (Fault.Where where : Fault.Where.values()) {
      simulator.script(Vendor.GLM, new Fault.Split(where));
      assertThat(text(client.events(simulator.glmBase(), GLM))).isEqualTo(whole);
    }
    simulator.script(Vendor.GLM, new Fault.Joined(2));
    assertThat(text(client.events(simulator.glmBase(), GLM))).isEqualTo(whole);
  }

  @Test
  void glm_can_stop_for_reasons_of_its_own() throws Exception {
    simulator.script(Script.named("glm-sensitive"));
    List<String> events = client.events(simulator.glmBase(), GLM);
    assertThat(events.get(events.size() - 2))
        .contains("\"finish_reason\":\"sensitive\"")
        .contains("\"content_filter\":[{\"role\":\"user\",\"level\":1}]")
        .contains("\"usage\":null");

    simulator.script(Script.named("glm-context-exceeded"));
    assertThat(client.chat(simulator.glmBase(), Client.ask("glm-5.3", "hi")).body())
        .contains("\"finish_reason\":\"model_context_window_exceeded\"")
        .contains("\"content\":\"\"")
        .contains("\"usage\":null");
  }

  @Test
  void a_refused_vendor_is_refused_while_the_other_answers() throws Exception {
    simulator.refuse(Vendor.KIMI, true);
    assertThatThrownBy(() -> client.chat(simulator.kimiBase(), KIMI))
        .isInstanceOf(ConnectException.class);
    assertThat(client.chat(simulator.glmBase(), GLM).statusCode()).isEqualTo(200);
    simulator.refuse(Vendor.KIMI, false);
    assertThat(client.chat(simulator.kimiBase(), KIMI).statusCode()).isEqualTo(200);
  }

  @Test
  void a_refused_vendor_comes_back_at_its_own_address_each_time() throws Exception {
    for (int i = 0; i < 200; i++) {
      simulator.refuse(Vendor.KIMI, true);
      client.chat(simulator.glmBase(), GLM);
      simulator.refuse(Vendor.KIMI, false);
    }
    assertThat(client.chat(simulator.kimiBase(), KIMI).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "429-retry-after, Retry-After, 2",
    "429-retry-after-date, Retry-After, '[A-Z][a-z]{2}, .* GMT'",
    "429-retry-after-ms, retry-after-ms, 1500",
    "429-x-retry-after, X-Retry-After, 2",
    "429-cooldown, Msh-Cooldown-Seconds, 2",
    "429-x-ratelimit, X-RateLimit-Reset, 2",
    "429-garbled, Retry-After, soon"
  })
  void a_refusal_can_carry_each_header_alone(String name, String header, String value)
      throws Exception {
    simulator.script(Script.named(name));
    var response = client.chat(simulator.kimiBase(), Client.ask("kimi-k3", "hello"));
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue(header))
        .hasValueSatisfying(found -> assertThat(found).matches(value));
  }

  @Test
  void chance_is_the_same_with_the_same_seed() throws Exception {
    List<Integer> first = statuses();
    assertThat(first).contains(200, 500).isEqualTo(statuses());
  }

  private List<Integer> statuses() throws Exception {
    simulator.clearScripts();
    simulator.script(Script.of(new Fault.Status(500)).randomly(0.5, 42));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      statuses.add(client.chat(simulator.kimiBase(), KIMI).statusCode());
    }
    return statuses;
  }

  private static List<String> untilBroken(String body) throws IOException {
    try (RawClient raw = new RawClient(simulator.kimiBase())) {
      return Client.events(raw.chat(simulator.kimiBase(), body).untilEnd());
    }
  }

  private static String text(List<String> events) {
    StringBuilder text = new StringBuilder();
    for (String event : events) {
      if (!event.equals("[DONE]")) {
        text.append(
            Client.JSON
                .readTree(event)
                .path("choices")
                .path(0)
                .path("delta")
                .path("content")
                .asString(""));
      }
    }
    return text.toString();
  }
}
