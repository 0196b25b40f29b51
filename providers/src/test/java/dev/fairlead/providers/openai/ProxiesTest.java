package dev.fairlead.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void lower_case_comes_first() {
    assertThat(
            through(
                Map.of("https_proxy", PROXY, "HTTPS_PROXY", "http://other.example"),
                "https://api.example"))
        .isTrue();
    assertThat(
            through(
                Map.of("HTTPS_PROXY", PROXY, "ALL_PROXY", "http://other.example"),
                "https://api.example"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api.example         | https://api.example",
        ".example            | https://api.example",
        "*.example           | https://api.example",
        "API.Example         | https://api.example",
        "x, api.example      | https://api.example",
        "x api.example       | https://api.example",
        "*                   | https://api.example",
        "api.example:443     | https://api.example",
        "api.example:443     | https://api.example:443",
        "10.1.2.3            | https://10.1.2.3",
        "10.1.2.3:8443       | https://10.1.2.3:8443",
        "10.0.0.0/8          | https://10.255.2.3",
        "172.16.0.0/12       | https://172.31.0.1",
        "fd00::1             | https://[fd00::1]",
        "[fd00::1]           | https://[fd00:0::1]",
        "[fd00::1]:8443      | https://[fd00::1]:8443",
        "fd00::/8            | https://[fdab::7]",
        "''                  | http://localhost:1",
        "''                  | http://127.0.0.1:1",
        "''                  | http://127.9.9.9:1",
        "''                  | http://[::1]:1",
      })
  void what_needs_no_proxy_goes_straight(String none, String uri) {
    assertThat(through(Map.of("ALL_PROXY", PROXY, "NO_PROXY", none), uri)).isFalse();
    assertThat(through(Map.of("all_proxy", PROXY, "no_proxy", none), uri)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pi.example          | https://api.example",
        "api.example.org     | https://api.example",
        "api.example:80      | https://api.example",
        "api.example:no      | https://api.example",
        "''                  | https://api.example",
        "10.0.0.0/8          | https://11.0.0.1",
        "172.16.0.0/12       | https://172.32.0.1",
        "10.0.0.0/no         | https://10.0.0.1",
        "10.1.2.3:8443       | https://10.1.2.3",
        "10.1.2.3:8443       | https://10.1.2.4:8443",
        "[fd00::1]:8443      | https://[fd00::2]:8443",
        "2.3                 | https://10.1.2.3",
        "fd00::/8            | https://10.1.2.3",
        "fd00::/8            | https://[fe00::1]",
        "1.2.3.999           | https://1.2.3.4",
      })
  void what_is_not_named_goes_through(String none, String uri) {
    assertThat(through(Map.of("ALL_PROXY", PROXY, "NO_PROXY", none), uri)).isTrue();
  }

  @Test
  void a_login_goes_to_that_proxy_alone_and_is_never_shown() {
    Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://me:fake:w%40rd@proxy.example"));
    Proxies.Hop hop = proxies.on(URI.create("https://api.example")).orElseThrow();
    assertThat(hop.login())
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:fake:w@rd".getBytes(UTF_8)));
    assertThat(hop).hasToString("proxy.example:80");
    assertThat(proxies.on(URI.create("http://api.example"))).isEmpty();
    assertThat(proxies.on(URI.create("https://localhost"))).isEmpty();
    assertThat(
            Proxies.of(Map.of("ALL_PROXY", PROXY))
                .on(URI.create("https://api.example"))
                .orElseThrow()
                .login())
        .isNull();
  }

  @Test
  void what_is_no_address_is_told_without_showing_it() {
    for (String value : List.of("socks5://me:fake@x", "http://", "http://a b", "://")) {
      assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)))
          .hasMessageContaining("HTTPS_PROXY")
          .hasMessageNotContaining("fake");
    }
  }

  private static boolean through(Map<String, String> environment, String uri) {
    List<Proxy> chosen = Proxies.of(environment).select(URI.create(uri));
    return chosen.equals(
        List.of(
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128))));
  }
}
