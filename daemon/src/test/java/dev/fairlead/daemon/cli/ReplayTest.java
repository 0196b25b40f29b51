package dev.fairlead.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.store.AskLog.Answered;
import dev.fairlead.daemon.store.AskLog.Choice;
import dev.fairlead.daemon.store.AskLog.Found;
import dev.fairlead.daemon.store.AskLog.Logged;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReplayTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  private static final Usage USAGE = new Usage(1_000_000, 0, 100_000, 0);
  private static final String HERE = "/here";

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void keys() {
    bench =
        new Bench(directory)
            .with("MOONSHOT_API_KEY", "not-a-real-key-1")
            .with("ZAI_API_KEY", "not-a-real-key-2")
            .with("FAIRLEAD_MODELS_ALLOW", "kimi-k3.1-pro,glm-5.3-flash");
  }

  @Test
  void another_policy_changes_the_choice_and_its_cost_and_time() throws Exception {
    Replayed call = replay(Policy.CHEAP, call(HERE, "kimi-k3.1-pro", "kimi-k3.1-pro", Bounds.NONE));

    assertThat(call.changed()).isTrue();
    assertThat(call.after()).isEqualTo(new Choice("glm-5.3-flash", "glm-1"));
    assertThat(call.before().cost()).as("as it was written").isEqualTo(2.5);
    assertThat(call.now().cost()).isEqualTo(model("glm-5.3-flash").price().of(USAGE));
    assertThat(call.before().time()).isEqualTo(Duration.ofSeconds(30));
    assertThat(call.now().time()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void what_was_favoured_then_is_favoured_again() throws Exception {
    Replayed call = replay(null, call(HERE, "kimi-k3.1-pro", "kimi-k3.1-pro", Bounds.NONE));

    assertThat(call.changed()).isFalse();
    assertThat(call.now().cost()).isEqualTo(3.0);
  }

  @Test
  void a_first_choice_that_failed_counts_at_its_price() throws Exception {
    Replayed call = replay(null, call(HERE, "kimi-k3.1-pro", "glm-5.3-flash", Bounds.NONE));

    assertThat(call.changed()).isFalse();
    assertThat(call.before().cost()).isEqualTo(model("kimi-k3.1-pro").price().of(USAGE));
  }

  @Test
  void measured_speeds_count_the_way_selection_counts_them() throws Exception {
    Logged logged = call(HERE, "kimi-k3.1-pro", "kimi-k3.1-pro", Bounds.NONE);
    Speed slow = new Speed(Duration.ofSeconds(90), 100, 1_000_000);
    Found found = new Found(List.of(logged), 0, 0, Map.of("kimi-k3.1-pro", slow));

    assertThat(replay(null).all(found).getFirst().before().time())
        .isBetween(Duration.ofSeconds(99), Duration.ofSeconds(100));
  }

  @Test
  void a_call_of_another_workspace_goes_only_where_it_could_go() throws Exception {
    Bounds glm = new Bounds(Set.of("glm"), Set.of(), Set.of(), false, Double.POSITIVE_INFINITY);

    assertThat(
            replay(Policy.QUALITY, call("/there", "glm-5.3-flash", "glm-5.3-flash", glm)).after())
        .isEqualTo(new Choice("glm-5.3-flash", "glm-1"));
    assertThat(replay(Policy.QUALITY, call(HERE, "glm-5.3-flash", "glm-5.3-flash", glm)).after())
        .as("of this workspace, whose settings say otherwise now")
        .isEqualTo(new Choice("kimi-k3.1-pro", "kimi-1"));
    Bounds nowhere =
        new Bounds(Set.of("house"), Set.of(), Set.of(), false, Double.POSITIVE_INFINITY);
    Replayed lost = replay(null, call("/there", "glm-5.3-flash", "glm-5.3-flash", nowhere));
    assertThat(lost.lost()).isTrue();
    assertThat(lost.why()).contains("workspace.providers");
  }

  @Test
  void other_models_are_chosen_from_while_the_past_keeps_its_prices() throws Exception {
    bench.write(
        "other.yaml",
        "models:\n  glm-5.3-flash:\n    price: { input: 900, cached: 900, output: 900 }\n");
    Installed installed = bench.installed();
    Catalog other = CatalogFile.read(bench.file("other.yaml"));
    Logged logged = call(HERE, "glm-5.3-flash", null, Bounds.NONE);
    Replay replay = new Replay(installed, other, Policy.CHEAP, HERE, TODAY);
    Replayed call = replay.all(new Found(List.of(logged), 0, 0, Map.of())).getFirst();

    assertThat(call.after()).isEqualTo(new Choice("kimi-k3.1-pro", "kimi-1"));
    assertThat(call.before().cost()).as("nobody answered").isNull();
    assertThat(call.before().time()).isNotNull();
  }

  @Test
  void a_model_that_is_gone_is_compared_with_nothing() throws Exception {
    Replayed call = replay(null, call(HERE, "gone-1", "gone-1", Bounds.NONE));

    assertThat(call.changed()).isTrue();
    assertThat(call.before().cost()).isEqualTo(2.5);
    assertThat(call.before().time()).isNull();
  }

  @Test
  void two_hundred_calls_come_to_the_same_plans_however_often_they_are_replayed() throws Exception {
    List<Logged> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String model = i % 3 == 0 ? "glm-5.3-flash" : "kimi-k3.1-pro";
      calls.add(call(i % 2 == 0 ? HERE : "/there", model, i % 5 == 0 ? null : model, Bounds.NONE));
    }
    Found found = new Found(calls, 0, 0, Map.of());
    List<Replayed> first = replay(Policy.BALANCED).all(found);

    assertThat(first).hasSize(200);
    for (int i = 0; i < 10; i++) {
      assertThat(replay(Policy.BALANCED).all(found)).isEqualTo(first);
    }
  }

  @Test
  void the_same_calls_always_come_to_the_same() throws Exception {
    Found found =
        new Found(
            List.of(
                call(HERE, "kimi-k3.1-pro", "kimi-k3.1-pro", Bounds.NONE),
                call("/there", "glm-5.3-flash", null, Bounds.NONE)),
            0,
            0,
            Map.of());

    assertThat(replay(Policy.FAST).all(found)).isEqualTo(replay(Policy.FAST).all(found));
  }

  private Replayed replay(@Nullable Policy policy, Logged call) throws Exception {
    return replay(policy).all(new Found(List.of(call), 0, 0, Map.of())).getFirst();
  }

  private Replay replay(@Nullable Policy policy) throws Exception {
    Installed installed = bench.installed();
    return new Replay(installed, installed.catalog(), policy, HERE, TODAY);
  }

  private Model model(String id) throws Exception {
    return bench.installed().catalog().find(id).orElseThrow();
  }

  private static Logged call(
      String workspace, String chosen, @Nullable String answered, Bounds bounds) {
    Ask ask =
        new Ask(
            "chat",
            Requirements.NONE.preferring(Capability.STREAMING).input(1_000),
            Policy.QUALITY,
            null,
            "t-1",
            List.of());
    String key = (chosen.startsWith("glm") ? "glm" : "kimi") + "-1";
    return new Logged(
        "id-1",
        "2026-11-19T10:00:00Z",
        workspace,
        ask,
        bounds,
        new Choice(chosen, key),
        answered == null ? null : new Answered(answered, USAGE, 2.5));
  }
}
