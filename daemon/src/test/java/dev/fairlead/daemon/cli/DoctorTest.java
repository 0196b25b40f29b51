package dev.fairlead.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Provider.Balance;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Probe;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.Health.Finding;
import dev.fairlead.tools.Health.Grade;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DoctorTest {
  @TempDir private Path directory;
  private final Map<String, String> proxies = new HashMap<>();
  private HttpServer server;
  private Duration ahead = Duration.ZERO;

  /** Its answers carry the time of this machine, as every HTTP server's do. */
  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String loopback(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Bench kimi() {
    return new Bench(directory)
        .with("MOONSHOT_API_KEY", "not-a-key")
        .with("MOONSHOT_BASE_URL", loopback("/v1"));
  }

  private Bench glm() {
    return new Bench(directory)
        .with("ZAI_API_KEY", "not-a-key")
        .with("ZAI_BASE_URL", loopback("/api/paas/v4"));
  }

  private Health look(Bench bench) throws Exception {
    try (Network network =
        new Network(
            "test", proxies, Duration.ofSeconds(5), InstantSource.system(), System::nanoTime)) {
      return new Doctor(bench.installed(), new Probe(network), () -> Instant.now().plus(ahead))
          .look();
    }
  }

  private static Optional<Finding> finding(Health health, String what) {
    return health.findings().stream().filter(f -> f.what().equals(what)).findFirst();
  }

  @Test
  void a_clock_that_agrees_with_the_vendors_is_fine() throws Exception {
    ahead = Duration.ofSeconds(90);

    assertThat(finding(look(kimi()), "clock").orElseThrow().grade()).isEqualTo(Grade.OK);
  }

  @Test
  void a_clock_that_is_off_degrades() throws Exception {
    ahead = Duration.ofMinutes(-6);

    Finding clock = finding(look(kimi()), "clock").orElseThrow();

    assertThat(clock.grade()).isEqualTo(Grade.DEGRADED);
    assertThat(clock.detail()).contains("min behind 127.0.0.1");
  }

  @Test
  void a_low_balance_degrades_and_none_breaks_the_key() throws Exception {
    Bench bench = kimi();
    bench.kimi.balance = Optional.of(new Balance(12, "USD"));
    assertThat(finding(look(bench), "balance kimi-1").orElseThrow().grade()).isEqualTo(Grade.OK);

    bench.kimi.balance = Optional.of(new Balance(0.99, "USD"));
    Finding low = finding(look(bench), "balance kimi-1").orElseThrow();
    assertThat(low.grade()).isEqualTo(Grade.DEGRADED);
    assertThat(low.detail()).contains("0.99 USD", "recharge");

    bench.kimi.balance = Optional.of(new Balance(0, "USD"));
    assertThat(finding(look(bench), "balance kimi-1").orElseThrow().grade())
        .isEqualTo(Grade.BROKEN);
    assertThat(look(bench).exitCode()).isEqualTo(2);
  }

  @Test
  void a_plans_key_on_the_general_address_is_found_by_a_free_model() throws Exception {
    Bench bench = glm();
    bench.glm.wrongInChats.put(URI.create(loopback("/api/paas/v4")), new ProviderError.NoBalance());

    Finding address = finding(look(bench), "address glm-1").orElseThrow();

    assertThat(address.grade()).isEqualTo(Grade.BROKEN);
    assertThat(address.detail())
        .contains("accepted at " + loopback("/api/coding/paas/v4"), "providers.glm.base");
    assertThat(bench.glm.asked)
        .singleElement()
        .satisfies(request -> {
          assertThat(request.model().price().output()).isZero();
          assertThat(request.maxOutput()).isEqualTo(1);
        });
  }

  @Test
  void a_key_of_another_region_is_named_with_the_setting_that_mends_it() throws Exception {
    Bench bench = new Bench(directory);
    bench.write("config.yaml", "providers: {kimi: {keys: {work: {key: not-a-key}}}}");
    bench.kimi.wrong.put(
        URI.create("https://api.moonshot.ai/v1"), new ProviderError.Unauthorized());
    bench.kimi.wrong.put(
        URI.create("https://api.kimi.ai/coding/v1"), new ProviderError.Unauthorized());
    bench.kimi.wrong.put(
        URI.create("https://api.kimi.com/coding/v1"), new ProviderError.Unauthorized());

    List<Finding> findings = new KeyDoctor(bench.installed()).look(access(bench));

    assertThat(findings)
        .singleElement()
        .extracting(Finding::detail)
        .asString()
        .contains(
            "accepted at https://api.moonshot.cn/v1", "providers.kimi.keys.work.region: china");
  }

  @Test
  void a_key_that_is_refused_everywhere_is_said_to_be_bad() throws Exception {
    Bench bench = glm();
    for (String path : List.of("/api/paas/v4", "/api/coding/paas/v4")) {
      bench.glm.wrong.put(URI.create(loopback(path)), new ProviderError.Unauthorized());
    }

    Finding address = finding(look(bench), "address glm-1").orElseThrow();

    assertThat(address.detail()).contains("refused at every address of glm");
  }

  @Test
  void a_vendor_that_is_down_is_not_the_keys_fault() throws Exception {
    Bench bench = glm();
    bench.glm.wrong.put(URI.create(loopback("/api/paas/v4")), new ProviderError.Unavailable(503));

    Health health = look(bench);

    assertThat(finding(health, "address glm-1")).isEmpty();
    assertThat(health.grade()).isEqualTo(Grade.DEGRADED);
  }

  @Test
  void a_proxy_in_use_is_named_and_whether_it_can_be_reached() throws Exception {
    Bench bench = kimi().with("MOONSHOT_BASE_URL", "http://vendor.test/v1");
    proxies.put("HTTP_PROXY", loopback(""));
    Finding used = finding(look(bench), "proxy").orElseThrow();
    assertThat(used.grade()).isEqualTo(Grade.OK);
    assertThat(used.detail()).contains("127.0.0.1:" + server.getAddress().getPort());

    server.stop(0);
    Finding gone = finding(look(bench), "proxy").orElseThrow();
    assertThat(gone.grade()).isEqualTo(Grade.DEGRADED);
    assertThat(gone.detail()).contains("cannot be reached", "NO_PROXY");
  }

  private static Access access(Bench bench) throws Exception {
    return bench.installed().settings().access().getFirst();
  }
}
