package dev.fairlead.providers;

import static dev.fairlead.providers.Fixtures.PATIENT;
import static dev.fairlead.providers.Fixtures.chunk;
import static dev.fairlead.providers.Fixtures.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.glm.Glm;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Calls through a proxy that is really there. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProxyRouteTest {
  private static final URI SECURE = URI.create("https://" + Identity.NAME);
  private static final URI PLAIN = URI.create("http://" + Identity.NAME);
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder().encodeToString("me:fake-word".getBytes(StandardCharsets.UTF_8));

  private final LibraryServer secure = LibraryServer.http2();
  private final ScriptedServer plain = new ScriptedServer();

  @AfterEach
  void stop() throws IOException {
    secure.close();
    plain.close();
  }

  @Test
  void a_secure_call_is_tunnelled() throws IOException {
    secure.on(reply -> reply.events(chunk(reply.isHttp2() ? "two" : "one") + ending()));
    try (LoopbackProxy proxy = LoopbackProxy.to(secure.port())) {
      assertThat(ask(SECURE, Map.of("HTTPS_PROXY", proxy.address())).text()).isEqualTo("two");
      assertThat(proxy.heads())
          .singleElement()
          .asString()
          .startsWith("CONNECT " + Identity.NAME + ":443 ")
          .doesNotContain("fake-secret");
    }
  }

  @Test
  void a_login_opens_the_tunnel_and_is_not_told_to_the_vendor() throws IOException {
    secure.on(
        reply -> reply.events(chunk("login: " + reply.header("Proxy-Authorization")) + ending()));
    try (LoopbackProxy proxy = LoopbackProxy.to(secure.port()).wanting(LOGIN)) {
      String address = "http://me:fake-word@127.0.0.1:" + proxy.port();
      assertThat(ask(SECURE, Map.of("https_proxy", address)).text()).isEqualTo("login: null");
      assertThat(proxy.heads()).hasSize(1);
    }
  }

  @Test
  void a_plain_call_is_passed_on() throws IOException {
    plain.reply(ScriptedReply.json(200, Fixtures.text("glm-plain.json")));
    try (LoopbackProxy proxy = LoopbackProxy.to(plain.base().getPort()).wanting(LOGIN)) {
      String address = "me:fake-word@127.0.0.1:" + proxy.port();
      assertThat(ask(PLAIN, Map.of("ALL_PROXY", address)).text()).isEqualTo("2 + 2 = 4");
      assertThat(proxy.heads().getFirst())
          .startsWith("POST http://" + Identity.NAME + "/chat/completions ");
    }
  }

  @Test
  void a_vendor_may_refuse_the_key_behind_a_proxy_with_a_login() throws IOException {
    plain.reply(ScriptedReply.bare(401, "", "{}"));
    try (LoopbackProxy proxy = LoopbackProxy.to(plain.base().getPort()).wanting(LOGIN)) {
      String address = "http://me:fake-word@127.0.0.1:" + proxy.port();
      assertThat(ask(PLAIN, Map.of("HTTP_PROXY", address)).error()).isEqualTo(new Unauthorized());
    }
  }

  @Test
  void a_name_that_needs_no_proxy_is_asked_for_itself() throws IOException {
    try (LoopbackProxy proxy = LoopbackProxy.to(secure.port())) {
      Outcome outcome =
          ask(SECURE, Map.of("HTTPS_PROXY", proxy.address(), "NO_PROXY", Identity.NAME));
      assertThat(outcome.error()).isEqualTo(new Disconnected("the host name is not known"));
      assertThat(proxy.heads()).isEmpty();
    }
  }

  @Test
  void a_proxy_that_wants_a_login_says_so() throws IOException {
    try (LoopbackProxy proxy = LoopbackProxy.refusing(407)) {
      String end = ", or name vendor.test in NO_PROXY";
      for (URI base : new URI[] {SECURE, PLAIN}) {
        assertThat(ask(base, Map.of("ALL_PROXY", proxy.address())).error())
            .isEqualTo(
                new Disconnected(
                    "the proxy 127.0.0.1:"
                        + proxy.port()
                        + " wants a login: write it as http://user:password@127.0.0.1:"
                        + proxy.port()
                        + " into ALL_PROXY"
                        + end));
        assertThat(
                ask(base, Map.of("ALL_PROXY", "http://me:fake-word@127.0.0.1:" + proxy.port()))
                    .error())
            .isEqualTo(
                new Disconnected(
                    "the proxy 127.0.0.1:"
                        + proxy.port()
                        + " refused the login it was given: check ALL_PROXY"
                        + end));
      }
    }
  }

  @Test
  void a_proxy_that_does_not_connect_is_named() throws IOException {
    try (LoopbackProxy proxy = LoopbackProxy.refusing(502)) {
      assertThat(
              ask(SECURE, Map.of("HTTPS_PROXY", "http://me:fake-word@127.0.0.1:" + proxy.port()))
                  .error())
          .isInstanceOfSatisfying(
              Disconnected.class,
              lost ->
                  assertThat(lost.detail())
                      .startsWith(
                          "the proxy 127.0.0.1:" + proxy.port() + " did not let the call through (")
                      .contains("502")
                      .endsWith("; check HTTPS_PROXY, or name vendor.test in NO_PROXY")
                      .doesNotContain("fake-word"));
    }
  }

  @Test
  void a_proxy_that_is_not_there_is_named() throws IOException {
    LoopbackProxy proxy = LoopbackProxy.refusing(502);
    proxy.close();
    assertThat(ask(SECURE, Map.of("HTTPS_PROXY", proxy.address())).error())
        .isEqualTo(
            new Disconnected(
                "the proxy 127.0.0.1:"
                    + proxy.port()
                    + " did not let the call through (connection refused); check HTTPS_PROXY, or"
                    + " name vendor.test in NO_PROXY"));
  }

  @Test
  void a_proxy_that_says_nothing_is_given_up() throws IOException {
    Duration soon = Duration.ofMillis(300);
    Patience patience = new Patience(soon, soon, Duration.ofSeconds(20));
    try (LoopbackProxy proxy = LoopbackProxy.refusing(0);
        Network network = Fixtures.trusting(Map.of("HTTPS_PROXY", proxy.address()))) {
      assertThat(
              Fixtures.ask(new Glm(network), Fixtures.request(), Fixtures.access(SECURE), patience)
                  .error())
          .isEqualTo(new TimedOut(Phase.FIRST_EVENT, soon));
    }
  }

  private static Outcome ask(URI base, Map<String, String> environment) {
    try (Network network = Fixtures.trusting(environment)) {
      return Fixtures.ask(new Glm(network), Fixtures.request(), Fixtures.access(base), PATIENT);
    }
  }
}
