package dev.fairlead.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.glm.Glm;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.routing.VendorErrors.Effect;
import dev.fairlead.routing.VendorErrors.Row;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Breakers.Throttled;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.routing.resilience.Tries;
import dev.fairlead.routing.resilience.Verdict;
import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Reply;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.Vendor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the vendors' tables of errors, from its bytes to what follows from it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VendorErrorsTest {
  private static final Patience PATIENT =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(40));
  private static final Duration LEFT = Duration.ofMinutes(5);

  /** The first try, with every alternative left. */
  private static final Tries FIRST =
      new Tries(1, VendorErrors.PAUSE, Duration.ofSeconds(3), true, true, true);

  private final Simulator simulator = Simulator.start();
  private final Network network =
      new Network(
          "test", Map.of(), Duration.ofSeconds(5), () -> VendorErrors.NOW, System::nanoTime);
  private final Kimi kimi = new Kimi(network);
  private final Glm glm = new Glm(network);

  @BeforeAll
  void forget_what_came_before() {
    simulator.reset();
  }

  @AfterAll
  void stop() {
    network.close();
    simulator.close();
  }

  static List<Row> rows() {
    return VendorErrors.all();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void an_error_has_its_verdict_and_its_effect(Row row) throws InterruptedException {
    for (boolean stream : new boolean[] {true, false}) {
      ProviderError error = error(row, stream);
      assertThat(error).isEqualTo(row.error());
      assertThat(Verdict.on(error, FIRST, LEFT)).isEqualTo(row.verdict());
      assertThat(effect(error)).isEqualTo(row.effect());
      assertThat(error.toString() + error.describe())
          .doesNotContain("org-x", "ak-y", "fake-secret");
    }
  }

  private ProviderError error(Row row, boolean stream) throws InterruptedException {
    boolean atKimi = row.vendor() == Vendor.KIMI;
    Provider provider = atKimi ? kimi : glm;
    URI base = atKimi ? simulator.kimiBase() : simulator.glmBase();
    simulator.script(
        row.vendor(), new Fault.Instead(new Reply(row.status(), row.headers(), row.body())));
    try {
      provider.chat(request(row, stream), access(row, base), PATIENT, _ -> {});
      throw new AssertionError("an answer to " + row);
    } catch (ProviderException e) {
      return e.error();
    } finally {
      simulator.clearScripts();
    }
  }

  private static ChatRequest request(Row row, boolean stream) {
    Model model =
        CatalogFile.builtIn()
            .find(row.vendor() == Vendor.KIMI ? "kimi-k2.6" : "glm-4.7")
            .orElseThrow();
    return new ChatRequest(
        model,
        List.of(new Message.User("hi")),
        null,
        stream,
        0,
        null,
        List.of(),
        false,
        false,
        null);
  }

  private static Access access(Row row, URI base) {
    return new Access(
        "k", row.vendor().label(), base, new ApiKey("fake-secret"), Access.Billing.METERED);
  }

  /** What breakers make of it: once, then as often as it takes for failures to be too many. */
  private static Effect effect(ProviderError error) {
    Instant now = VendorErrors.NOW;
    LocalBreakers breakers = new LocalBreakers(BreakerLimits.DEFAULT, () -> now);
    fail(breakers, error);
    Effect first = seen(breakers, now);
    if (!(first instanceof Effect.Nothing)) {
      return first;
    }
    for (int i = 1; i < BreakerLimits.DEFAULT.failures(); i++) {
      fail(breakers, error);
    }
    return seen(breakers, now) instanceof Effect.Nothing ? first : new Effect.Counts();
  }

  private static void fail(LocalBreakers breakers, ProviderError error) {
    try (Pass pass = (Pass) breakers.enter("k", "m")) {
      pass.failed(error);
    }
  }

  private static Effect seen(LocalBreakers breakers, Instant now) {
    return switch (breakers.enter("k", "m")) {
      case Resting(String _, var model, String _, Instant until) ->
          model == null
              ? new Effect.KeyRests(Duration.between(now, until))
              : new Effect.ModelRests(Duration.between(now, until));
      case Throttled(Duration time) -> new Effect.Throttled(time);
      case Pass pass -> {
        pass.close();
        yield new Effect.Nothing();
      }
    };
  }
}
