package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.glm.Glm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProxiesTest {
  private static final String PROXY = "http://proxy.example:3128";

  @Test
  void each_scheme_has_its_variable() {
    assertThat(through(Map.of("HTTPS_PROXY", PROXY), "https://api.example/v1")).isTrue();
    assertThat(through(Map.of("https_proxy", PROXY), "https://api.example/v1")).isTrue();
    assertThat(through(Map.of("HTTPS_PROXY", PROXY), "http://api.example/v1")).isFalse();
    assertThat(through(Map.of("HTTP_PROXY", "proxy.example:3128"), "http://api.example")).isTrue();
    assertThat(through(Map.of("ALL_PROXY", PROXY), "https://api.example")).isTrue();
    assertThat(through(Map.of(), "https://api.example")).isFalse();
  }

  @Test
  void what_needs_no_proxy_goes_straight() {
    for (String none :
        List.of("api.example", ".example", "*.example", "x, api.example", "*", "api.example:443")) {
      assertThat(through(Map.of("ALL_PROXY", PROXY, "NO_PROXY", none), "https://api.example:443"))
          .as(none)
          .isFalse();
    }
    for (String none : List.of("pi.example", "api.example.org", "api.example:80", "")) {
      assertThat(through(Map.of("ALL_PROXY", PROXY, "NO_PROXY", none), "https://api.example:443"))
          .as(none)
          .isTrue();
    }
    for (String near : List.of("http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1")) {
      assertThat(through(Map.of("ALL_PROXY", PROXY), near)).as(near).isFalse();
    }
  }

  @Test
  void a_login_is_given_to_that_proxy_alone() {
    Proxies proxies = Proxies.of(Map.of("ALL_PROXY", "http://me:fake:word@proxy.example"));
    assertThat(proxies.needLogin()).isTrue();
    assertThat(proxies.login("proxy.example", 80))
        .isNotNull()
        .satisfies(login -> {
          assertThat(login.getUserName()).isEqualTo("me");
          assertThat(new String(login.getPassword())).isEqualTo("fake:word");
        });
    assertThat(proxies.login("other.example", 80)).isNull();
    assertThat(proxies.login("proxy.example", 81)).isNull();
    assertThat(Proxies.of(Map.of("ALL_PROXY", PROXY)).needLogin()).isFalse();
  }

  @Test
  void what_is_no_address_is_told_without_showing_it() {
    for (String value : List.of("socks5://me:fake@x", "http://", "http://a b", "://")) {
      assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)))
          .hasMessageContaining("HTTPS_PROXY")
          .hasMessageNotContaining("fake");
    }
  }

  @Test
  void a_call_goes_through_the_proxy() throws IOException {
    try (ScriptedServer proxy = new ScriptedServer();
        Network network =
            new Network(
                "test",
                Map.of("HTTP_PROXY", proxy.base().toString()),
                Duration.ofSeconds(5),
                () -> Fixtures.NOW,
                System::nanoTime)) {
      proxy.reply(ScriptedReply.json(200, Fixtures.text("glm-plain.json")));
      Fixtures.Outcome outcome =
          Fixtures.ask(
              new Glm(network),
              ChatRequest.of(
                  Fixtures.model("m", Set.of(), Thinking.NONE), List.of(new Message.User("hi"))),
              Fixtures.access(URI.create("http://vendor.invalid")),
              Fixtures.PATIENT);
      assertThat(outcome.text()).isEqualTo("2 + 2 = 4");
      assertThat(proxy.request().path()).isEqualTo("http://vendor.invalid/chat/completions");
    }
  }

  private static boolean through(Map<String, String> environment, String uri) {
    List<Proxy> chosen = Proxies.of(environment).select(URI.create(uri));
    return chosen.equals(
        List.of(
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128))));
  }
}
