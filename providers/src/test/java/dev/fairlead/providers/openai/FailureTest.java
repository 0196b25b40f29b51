package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.security.InvalidAlgorithmParameterException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailureTest {
  private static final URI VENDOR = URI.create("https://api.example");

  @Test
  void the_cause_that_tells_most_is_told() {
    assertThat(Failure.reason(new IOException("x", new UnresolvedAddressException())))
        .isEqualTo("the host name is not known");
    assertThat(Failure.reason(new IOException("x", new SSLException("no cipher"))))
        .isEqualTo("TLS: no cipher");
    assertThat(Failure.reason(new IOException("x", new ConnectException())))
        .isEqualTo("connection refused");
    assertThat(Failure.reason(new ConnectException("no route to host")))
        .isEqualTo("no route to host");
    assertThat(Failure.reason(new IOException("reset"))).isEqualTo("reset");
    assertThat(Failure.reason(new IOException())).isEqualTo("IOException");
  }

  @Test
  void a_long_message_is_cut() {
    assertThat(Failure.reason(new IOException("x".repeat(200)))).isEqualTo("x".repeat(200));
    assertThat(Failure.reason(new IOException("x".repeat(201)))).isEqualTo("x".repeat(200));
  }

  @Test
  void a_jdk_without_authorities_is_told() {
    Throwable empty = new SSLException(new InvalidAlgorithmParameterException("not empty"));
    try (Network network = network(Map.of())) {
      assertThat(Failure.reason(empty, network, VENDOR))
          .isEqualTo(
              "TLS: the JDK has no authorities; check javax.net.ssl.trustStore in"
                  + " FAIRLEAD_JAVA_OPTS");
    }
  }

  @Test
  void a_proxy_is_blamed_for_what_is_not_between_the_two_ends() {
    try (Network network = network(Map.of("HTTPS_PROXY", "http://proxy.example:3128"))) {
      assertThat(Failure.reason(new IOException("reset"), network, VENDOR))
          .isEqualTo(
              "the proxy proxy.example:3128 did not let the call through (reset); check"
                  + " HTTPS_PROXY, or name api.example in NO_PROXY");
      assertThat(Failure.reason(new SSLException("no cipher"), network, VENDOR))
          .isEqualTo("TLS: no cipher");
    }
  }

  private static Network network(Map<String, String> environment) {
    return new Network("test", environment, Duration.ofSeconds(5), () -> Instant.EPOCH, () -> 0);
  }
}
