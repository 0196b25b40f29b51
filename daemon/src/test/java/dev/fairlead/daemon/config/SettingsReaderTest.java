package dev.fairlead.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.rollout.BrakeLimits;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.tools.files.OnSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SettingsReaderTest {
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path config = Path.of("");
  private Path workspace = Path.of("");

  @BeforeEach
  void directories() throws IOException {
    config = Files.createDirectory(directory.resolve("config"));
    workspace = Files.createDirectory(directory.resolve("workspace"));
  }

  @Test
  void the_defaults_are_these() {
    Settings settings = read();

    assertThat(settings.workspace()).isEmpty();
    assertThat(settings.access()).isEmpty();
    assertThat(settings.policy()).isEmpty();
    assertThat(settings.switches().rollout()).isEqualTo(Rollout.ON);
    assertThat(settings.purse()).isEqualTo(PurseLimits.NONE);
    assertThat(settings.rest()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.callLimit()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.firstEvent()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.betweenEvents()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.trust()).isEmpty();
    assertThat(settings.keeping().store()).isEqualTo(Keeping.Store.SQLITE);
    assertThat(settings.keeping().patience()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.keepFiles()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.stateDirectory()).isEqualTo(directory.resolve("state"));
    assertThat(settings.logLevel()).isEqualTo(Settings.LogLevel.INFO);
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void every_setting_has_a_variable_of_its_name() {
    assertThat(Setting.DENY_MODELS.variable()).isEqualTo("FAIRLEAD_MODELS_DENY");
  }

  @Test
  void the_environment_wins_over_the_file() throws IOException {
    config("routing:\n  policy: cheap\nlimits:\n  call: 5m\n");
    environment.put("FAIRLEAD_ROUTING_POLICY", "quality");

    assertThat(read().policy()).contains(Policy.QUALITY);
    assertThat(read().callLimit()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void authorities_are_files_of_the_user_and_never_of_a_workspace() throws IOException {
    Files.writeString(workspace.resolve(".fairlead.yaml"), "network:\n  trust: /theirs.pem\n");
    assertThat(read().trust()).isEmpty();
    config("network:\n  trust: [/office.pem, /lab.p12]\n");
    assertThat(read().trust()).containsExactly(Path.of("/office.pem"), Path.of("/lab.p12"));
  }

  @Test
  void keys_come_from_the_vendors_own_variables_and_never_show() {
    environment.put("KIMI_API_KEY", "not-a-key-1, not-a-key-2");
    environment.put("ZAI_API_KEY", "not-a-key-3");
    environment.put("ZAI_BASE_URL", "https://example.test/api/coding/paas/v4/");

    Settings settings = read();

    assertThat(settings.access())
        .extracting(Access::id)
        .containsExactly("kimi-1", "kimi-2", "glm-1");
    assertThat(settings.access().getLast().billing()).isEqualTo(Access.Billing.PLAN);
    assertThat(settings.access().getLast().base())
        .hasToString("https://example.test/api/coding/paas/v4");
    assertThat(settings.toString()).doesNotContain("not-a-key");
  }

  @Test
  void an_unknown_setting_is_ignored_with_the_nearest_known_one() throws IOException {
    config("routing:\n  polcy: cheap\n");

    assertThat(read().warnings())
        .singleElement()
        .asString()
        .contains("routing.polcy", "routing.policy");
  }

  @Test
  void an_unknown_variable_is_ignored_with_the_nearest_known_one() {
    environment.put("FAIRLEAD_ROUTING_POLCY", "cheap");

    assertThat(read().warnings()).singleElement().asString().contains("FAIRLEAD_ROUTING_POLICY");
  }

  @Test
  void a_roll_out_is_read_with_its_share_and_limits() throws IOException {
    config(
        """
        routing:
          mode: canary
          canary_percent: 2.5 %
          fixed: kimi-k3
          rollback:
            calls: 80
            errors: 3
        """);

    assertThat(read().switches().rollout())
        .isEqualTo(new Rollout(Mode.CANARY, 2.5, "kimi-k3", new BrakeLimits(80, 3)));
    environment.put("FAIRLEAD_ROUTING_MODE", "SHADOW");
    assertThat(read().switches().rollout().mode()).isEqualTo(Mode.SHADOW);
    config("routing: {mode: on}\n");
    environment.clear();
    assertThat(read().switches().rollout()).isEqualTo(Rollout.ON);
    assertThat(read().problems()).isEmpty();
  }

  @Test
  void a_roll_out_that_means_nothing_is_a_problem_that_says_what_to_write() throws IOException {
    config(
        """
        routing:
          mode: off
          canary_percent: 101
          fixed: [kimi-k3, glm-5.3]
          rollback: {errors: few}
        """);

    assertThat(read().problems())
        .hasSize(4)
        .anySatisfy(problem ->
            assertThat(problem)
                .contains("line 2: routing.mode: off", "one of fixed, shadow, canary, on"))
        .anySatisfy(
            problem -> assertThat(problem).contains("routing.canary_percent: 101", "from 0 to 100"))
        .anySatisfy(
            problem -> assertThat(problem).contains("routing.fixed: kimi-k3, glm-5.3", "one name"))
        .anySatisfy(problem -> assertThat(problem).contains("routing.rollback.errors: few"));
  }

  @Test
  void a_workspace_does_not_say_who_chooses() throws IOException {
    Files.writeString(workspace.resolve(".fairlead.yaml"), "routing: {mode: fixed}\n");

    assertThat(read().switches().rollout()).isEqualTo(Rollout.ON);
    assertThat(read().warnings()).singleElement().asString().contains("routing.mode is ignored");
  }

  @Test
  void budgets_are_read_as_dollars() throws IOException {
    config("limits:\n  budget_day: 5\n  budget_workspace: 1.25\n  plan_calls: 600\n");
    environment.put("FAIRLEAD_LIMITS_PLAN_WINDOW", "3h");

    assertThat(read().purse()).isEqualTo(new PurseLimits(5, 1.25, 600, Duration.ofHours(3)));
    environment.put("FAIRLEAD_LIMITS_BUDGET_DAY", "-1");
    assertThat(read().problems())
        .singleElement()
        .asString()
        .contains("limits.budget_day", "-1", "0.25");
  }

  @Test
  void a_value_that_means_nothing_is_a_problem_that_names_the_choices() {
    environment.put("FAIRLEAD_ROUTING_POLICY", "best");
    environment.put("FAIRLEAD_LIMITS_CALL", "soon");

    assertThat(read().problems())
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("best", "quality, balanced, fast, cheap"))
        .anySatisfy(p -> assertThat(p).contains("soon", "90s"));
  }

  @Test
  void a_broken_file_is_a_problem_that_names_the_file_and_the_line() throws IOException {
    config("routing:\n  policy: [cheap\n");

    assertThat(read().problems())
        .singleElement()
        .asString()
        .contains("config.yaml", "line", "not YAML");
  }

  @Test
  void a_workspace_may_narrow() throws IOException {
    config("models:\n  deny: [a]\n  allow: [a, b, c]\n");
    workspaceFile("models:\n  deny: b\n  allow: [b, c, d]\n");

    assertThat(read().switches().lists().deny()).containsExactlyInAnyOrder("a", "b");
    assertThat(read().switches().lists().allow()).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void a_workspace_may_not_widen() throws IOException {
    workspaceFile("providers:\n  kimi:\n    base: https://example.test\nworkspace: /\n");

    Settings settings = read();

    assertThat(settings.warnings()).hasSize(2).allMatch(w -> w.contains("may only narrow"));
    assertThat(settings.workspace()).isEmpty();
  }

  @Test
  void an_address_that_is_none_is_a_problem() {
    environment.put("MOONSHOT_BASE_URL", "not an address");

    assertThat(read().problems()).singleElement().asString().contains("MOONSHOT_BASE_URL");
  }

  @ParameterizedTest
  @CsvSource({
    "kimi, international, false, https://api.moonshot.ai/v1, METERED",
    "kimi, china, false, https://api.moonshot.cn/v1, METERED",
    "kimi, international, true, https://api.kimi.ai/coding/v1, PLAN",
    "kimi, china, coding, https://api.kimi.com/coding/v1, PLAN",
    "glm, international, no, https://api.z.ai/api/paas/v4, METERED",
    "glm, china, none, https://open.bigmodel.cn/api/paas/v4, METERED",
    "glm, international, coding, https://api.z.ai/api/coding/paas/v4, PLAN",
    "glm, china, yes, https://open.bigmodel.cn/api/coding/paas/v4, PLAN",
  })
  void region_and_plan_choose_the_address(
      String provider, String region, String plan, String base, Access.Billing billing)
      throws IOException {
    config(
        """
        providers:
          %s: {region: %s, plan: %s, keys: not-a-key-1}
        """
            .formatted(provider, region, plan));

    Settings settings = read();

    assertThat(settings.warnings()).isEmpty();
    Access access = settings.access().getFirst();
    assertThat(access.base()).hasToString(base);
    assertThat(access.billing()).isEqualTo(billing);
    assertThat(access.region().label()).isEqualTo(region);
  }

  @Test
  void an_address_that_is_set_wins_over_region_and_plan() throws IOException {
    environment.put("ZAI_BASE_URL", "http://127.0.0.1:9/api/paas/v4");
    config(
        "providers:\n  glm: {region: china, plan: true, keys: not-a-key-1, base: 'http://a/b'}\n");

    Access access = read().access().getFirst();

    assertThat(access.base()).hasToString("http://127.0.0.1:9/api/paas/v4");
    assertThat(access.region()).isEqualTo(Access.Region.CHINA);
    assertThat(access.billing()).isEqualTo(Access.Billing.PLAN);
  }

  @Test
  void a_known_address_is_where_it_is_whatever_region_says() throws IOException {
    config("providers:\n  glm: {region: china, keys: k, base: 'https://api.z.ai/api/paas/v4'}\n");

    Settings settings = read();

    assertThat(settings.access().getFirst().region()).isEqualTo(Access.Region.INTERNATIONAL);
    assertThat(settings.warnings())
        .singleElement()
        .asString()
        .contains("config.yaml, line 2", "providers.glm.region is ignored");
  }

  @Test
  void keys_may_have_names_and_differ_in_everything() throws IOException {
    environment.put("MY_KEY", "not-a-key-3");
    config(
        """
        providers:
          glm:
            lane: 4
            keys:
              work: {key: not-a-key-1, region: china, plan: true, lane: 3}
              home: {key: not-a-key-2, base: https://example.test/v4/}
              third: "${MY_KEY}"
              fourth: {key_variable: MY_KEY_2}
        """);

    Settings settings = read();

    assertThat(settings.access())
        .extracting(Access::id)
        .containsExactly("glm-work", "glm-home", "glm-third");
    assertThat(settings.access())
        .extracting(a -> a.base().toString())
        .containsExactly(
            "https://open.bigmodel.cn/api/coding/paas/v4",
            "https://example.test/v4",
            "https://api.z.ai/api/paas/v4");
    assertThat(settings.access().getLast().key().reveal()).isEqualTo("not-a-key-3");
    assertThat(settings.laneOf("glm-work")).isEqualTo(3);
    assertThat(settings.laneOf("glm-home")).isEqualTo(4);
    assertThat(settings.warnings())
        .singleElement()
        .asString()
        .contains("line 8", "glm.keys.fourth", "MY_KEY_2", "not set");
  }

  @Test
  void keys_may_be_a_list_or_a_text_with_commas_and_a_variable_comes_first() throws IOException {
    config("providers:\n  glm: {keys: [a, 'b, c']}\n  kimi: {keys: 'd, ${E}, d'}\n");
    environment.put("E", "e");

    assertThat(read().access())
        .extracting(a -> a.id() + " " + a.key().reveal())
        .containsExactly("kimi-1 d", "kimi-2 e", "glm-1 a", "glm-2 b", "glm-3 c");

    environment.put("GLM_API_KEY", "x");

    assertThat(read().access()).extracting(a -> a.key().reveal()).containsExactly("d", "e", "x");
  }

  @Test
  void a_named_key_stays_beside_those_of_a_variable_and_is_not_counted_twice() throws IOException {
    environment.put("ZAI_API_KEY", "one,two");
    config("providers:\n  glm:\n    keys:\n      work: {key: two, plan: true}\n");

    assertThat(read().access()).extracting(Access::id).containsExactly("glm-1", "glm-work");
  }

  @Test
  void a_server_of_the_users_own_needs_no_key() throws IOException {
    config("providers:\n  vllm: {base: 'http://gpu.test:8000/v1', lane: 16}\n");

    Settings settings = read();

    assertThat(settings.servers()).containsExactly("vllm");
    Access access = settings.access().getFirst();
    assertThat(access.id()).isEqualTo("vllm-1");
    assertThat(access.region()).isEqualTo(Access.Region.OWN);
    assertThat(settings.laneOf("vllm-1")).isEqualTo(16);
  }

  @Test
  void what_is_wrong_below_providers_is_named_with_its_line() throws IOException {
    config(
        """
        providers:
          kimmi: {keys: a}
          glm:
            regoin: china
            plan: maybe
            lane: 0
            base: ftp://x
            keys:
              work: {region: mars, key: k}
              idle: {plan: true}
              1st: {key: k}
        """);

    Settings settings = read();

    assertThat(settings.warnings())
        .satisfiesExactlyInAnyOrder(
            w -> assertThat(w).contains("line 2", "no provider kimmi", "did you mean kimi?"),
            w -> assertThat(w).contains("line 4", "glm.regoin", "did you mean region?"));
    assertThat(settings.problems())
        .anySatisfy(p -> assertThat(p).contains("line 5", "glm.plan", "maybe", "true"))
        .anySatisfy(p -> assertThat(p).contains("line 6", "glm.lane", "whole number"))
        .anySatisfy(p -> assertThat(p).contains("line 7", "glm.base", "https"))
        .anySatisfy(p -> assertThat(p).contains("line 9", "glm.keys.work.region", "china"))
        .anySatisfy(p -> assertThat(p).contains("line 10", "glm.keys.idle", "key_variable"))
        .anySatisfy(p -> assertThat(p).contains("line 11", "glm.keys.1st", "letter"))
        .hasSize(6);
  }

  @Test
  void where_code_may_go_is_set_and_narrowed() throws IOException {
    config(
        """
        workspace.providers: [kimi, glm]
        workspace.billing: metered
        routing: {spill: true, off: {keys: glm-1, models: a}}
        limits: {price: 0.5, budget_day: 20}
        """);
    workspaceFile(
        """
        workspace: {providers: glm, regions: [china, own]}
        routing: {spill: false, off: {keys: glm-2, models: b}}
        limits: {price: 0.25, budget_day: 5, budget_workspace: 2}
        files: {secrets: refuse}
        """);

    Settings settings = read();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
    Switches.Bounds bounds = settings.switches().bounds();
    assertThat(bounds.providers()).containsExactly("glm");
    assertThat(bounds.regions()).containsExactlyInAnyOrder(Access.Region.CHINA, Access.Region.OWN);
    assertThat(bounds.billing()).containsExactly(Access.Billing.METERED);
    assertThat(bounds.spill()).isFalse();
    assertThat(bounds.priceCap()).isEqualTo(0.25);
    assertThat(settings.purse().day()).isEqualTo(5);
    assertThat(settings.purse().workspace()).isEqualTo(2);
    assertThat(settings.secrets()).isEqualTo(OnSecret.REFUSE);
    assertThat(settings.switches().off().keys()).containsExactlyInAnyOrder("glm-1", "glm-2");
    assertThat(settings.switches().off().models()).containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "mask, ask, ASK, 0",
    "mask, refuse, REFUSE, 0",
    "ask, refuse, REFUSE, 0",
    "ask, mask, ASK, 1",
    "refuse, ask, REFUSE, 1",
    "refuse, mask, REFUSE, 1",
    "mask, often, MASK, 1",
  })
  void a_workspace_may_have_less_sent_of_what_holds_secrets(
      String users, String workspaces, OnSecret both, int warnings) throws IOException {
    config("files.secrets: " + users + "\n");
    workspaceFile("files: {secrets: " + workspaces + "}\n");

    Settings settings = read();

    assertThat(settings.secrets()).isEqualTo(both);
    assertThat(settings.warnings()).hasSize(warnings);
  }

  @Test
  void a_workspace_can_neither_spill_nor_pay_more() throws IOException {
    config("limits.price: 0.25\nworkspace.providers: kimi\n");
    workspaceFile("routing: {spill: true}\nlimits: {price: 1}\nworkspace: {providers: glm}\n");

    Settings settings = read();

    assertThat(settings.warnings()).hasSize(2).allMatch(w -> w.contains("may only narrow"));
    assertThat(settings.switches().bounds().spill()).isFalse();
    assertThat(settings.switches().bounds().priceCap()).isEqualTo(0.25);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .contains(".fairlead.yaml, line 3", "workspace.providers leaves nothing", "kimi");
  }

  @Test
  void a_setting_that_is_there_twice_is_a_problem() throws IOException {
    config("routing.policy: fast\nrouting:\n  policy: cheap\n");

    assertThat(read().problems())
        .singleElement()
        .asString()
        .contains("line 3", "routing.policy is set twice", "line 1");
  }

  private Settings read() {
    return new SettingsReader(
            environment, new Directories(config, directory.resolve("state")), workspace)
        .read();
  }

  private void config(String text) throws IOException {
    Files.writeString(config.resolve("config.yaml"), text);
  }

  private void workspaceFile(String text) throws IOException {
    Files.writeString(workspace.resolve(".fairlead.yaml"), text);
  }
}
