package dev.fairlead.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.selection.Policy;
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
    assertThat(settings.policy()).isEqualTo(Policy.BALANCED);
    assertThat(settings.callLimit()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.firstEvent()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.betweenEvents()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.trust()).isEmpty();
    assertThat(settings.store()).isEqualTo(Settings.Store.SQLITE);
    assertThat(settings.storeWait()).isEqualTo(Duration.ofMillis(250));
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

    assertThat(read().policy()).isEqualTo(Policy.QUALITY);
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

    assertThat(read().denyModels()).containsExactlyInAnyOrder("a", "b");
    assertThat(read().allowModels()).containsExactly("b", "c");
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
