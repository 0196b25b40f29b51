package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProbeTest {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final ScriptedServer server = new ScriptedServer();
  private final Network network = Fixtures.network();
  private final Probe probe = new Probe(network);

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void a_status_and_the_vendors_time_are_seen_without_a_key() throws Exception {
    server
        .reply(ScriptedReply.bare(401, "Date: Sat, 25 Apr 2026 05:00:09 GMT\r\n", "{}"))
        .reply(ScriptedReply.bare(200, "Date: today\r\n", "{}"))
        .reply(ScriptedReply.bare(503, "", ""));

    assertThat(probe.look(server.base(), WITHIN))
        .isEqualTo(new Probe.Seen(401, Instant.parse("2026-04-25T05:00:09Z")));
    assertThat(probe.look(server.base(), WITHIN)).isEqualTo(new Probe.Seen(200, null));
    assertThat(probe.look(server.base(), WITHIN)).isEqualTo(new Probe.Seen(503, null));
    assertThat(server.request().method()).isEqualTo("GET");
    assertThat(server.request().path()).isEqualTo("/models");
    assertThat(server.request().headers()).doesNotContainKey("authorization");
  }

  @Test
  void nobody_there_is_told() throws Exception {
    server.close();
    assertThatThrownBy(() -> probe.look(server.base(), WITHIN))
        .isInstanceOf(ProviderException.class);
    assertThat(Probe.isReachable(address(), WITHIN)).isFalse();
  }

  @Test
  void who_listens_is_reachable() {
    assertThat(Probe.isReachable(address(), WITHIN)).isTrue();
  }

  @Test
  void the_proxy_on_the_way_is_named() {
    URI vendor = URI.create("https://api.example");
    assertThat(probe.proxy(vendor)).isEmpty();
    try (Network proxied =
        new Network(
            "test",
            Map.of("HTTPS_PROXY", "http://proxy.example:3128"),
            WITHIN,
            () -> Fixtures.NOW,
            System::nanoTime)) {
      assertThat(new Probe(proxied).proxy(vendor))
          .contains(InetSocketAddress.createUnresolved("proxy.example", 3128));
    }
  }

  private InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("127.0.0.1", server.base().getPort());
  }
}
