package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NetworkTest {
  private static final Duration CONNECT = Duration.ofSeconds(7);

  private final Network network =
      new Network(
          "1.2",
          Map.of("HTTP_PROXY", "http://me:word@proxy.example:3128"),
          CONNECT,
          () -> Instant.EPOCH,
          () -> 42);

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void a_client_serves_all_calls_until_it_falls_silent() {
    HttpClient first = network.client();
    assertThat(network.client()).isSameAs(first);

    network.renew(first);
    HttpClient second = network.client();
    assertThat(second).isNotSameAs(first);

    network.renew(first);
    assertThat(network.client()).isSameAs(second);
    first.shutdownNow();
  }

  @Test
  void a_client_keeps_to_what_was_set() {
    HttpClient client = network.client();
    assertThat(client.connectTimeout()).contains(CONNECT);
    assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
    assertThat(client.proxy()).get().isInstanceOf(Proxies.class);
    assertThat(client.executor()).isPresent();
  }

  @Test
  void the_thread_of_the_alarms_is_there_only_while_somebody_waits() {
    assertThat(network.alarms())
        .isInstanceOfSatisfying(
            ThreadPoolExecutor.class,
            alarms -> {
              assertThat(alarms.allowsCoreThreadTimeOut()).isTrue();
              assertThat(alarms.getKeepAliveTime(TimeUnit.SECONDS)).isEqualTo(10);
            });
  }

  @Test
  void closing_ends_the_client() throws InterruptedException {
    HttpClient client = network.client();
    network.close();
    assertThat(client.awaitTermination(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void a_request_says_who_calls_and_in_which_version() {
    HttpRequest secure = network.request(URI.create("https://api.example/v1")).build();
    assertThat(secure.version()).contains(HttpClient.Version.HTTP_2);
    assertThat(secure.headers().map())
        .containsOnly(Map.entry("User-Agent", List.of("fairlead/1.2")));

    HttpRequest plain = network.request(URI.create("http://api.example/v1")).build();
    assertThat(plain.version()).contains(HttpClient.Version.HTTP_1_1);
    assertThat(plain.headers().firstValue("Proxy-Authorization")).contains("Basic bWU6d29yZA==");
    assertThat(network.proxy(URI.create("http://api.example/v1"))).isPresent();
    assertThat(network.client().proxy().orElseThrow().select(plain.uri())).hasSize(1);
  }

  @Test
  void other_authorities_change_nothing_else() {
    Trust trust = Trust.of(List.of(), Map.of());
    try (Network other = network.trusting(trust)) {
      assertThat(other.trust()).isSameAs(trust);
      assertThat(network.trust()).isSameAs(Trust.STANDARD);
      assertThat(other.connect()).isEqualTo(CONNECT);
      assertThat(other.clock().instant()).isEqualTo(Instant.EPOCH);
      assertThat(other.ticker().getAsLong()).isEqualTo(42);
      assertThat(other.drains()).isNotSameAs(network.drains());
    }
  }
}
