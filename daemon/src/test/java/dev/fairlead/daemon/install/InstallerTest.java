package dev.fairlead.daemon.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.daemon.install.Installer.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstallerTest {
  private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
  private static final String SECRET = "sk-not-a-real-secret";

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>(Map.of("ZAI_API_KEY", SECRET));

  private Installer installer(String system) {
    return new Installer(
        new Surroundings(system, home, environment),
        "/opt/fairlead/bin/fairlead",
        Path.of("/settings/config.yaml"),
        List.of("chat", "codereview"));
  }

  private Plan plan(String client) {
    return installer("linux").install(Client.named(client).orElseThrow(), true, Optional.empty());
  }

  private static List<String> clients() {
    return Client.names();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void every_client_gets_a_server_and_is_as_before_without_it(String name) throws Exception {
    Client client = Client.named(name).orElseThrow();
    Plan plan = plan(name);

    assertThat(plan.changes()).isNotEmpty().allMatch(Change::isNeeded);
    for (Change change : plan.changes()) {
      assertThat(change.block()).contains("fairlead").doesNotContain(SECRET);
      change.write(NOW);
    }
    assertThat(Files.readString(installer("linux").file(client)))
        .contains("/opt/fairlead/bin/fairlead")
        .doesNotContain(SECRET, "\"$c", "\"$e", "\"$n", "\"$t");
    assertThat(plan(name).changes()).noneMatch(Change::isNeeded);

    for (Change change : installer("linux").uninstall(client).changes()) {
      change.write(NOW);
      assertThat(Files.readString(change.file())).doesNotContain("fairlead");
    }
    assertThat(installer("linux").uninstall(client).changes()).noneMatch(Change::isNeeded);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-code, ${ZAI_API_KEY:-}",
    "cursor, ${env:ZAI_API_KEY}",
    "vscode, ${env:ZAI_API_KEY}",
    "gemini, ${ZAI_API_KEY}",
    "copilot, ${ZAI_API_KEY}",
    "opencode, {env:ZAI_API_KEY}",
    "codex, 'env_vars = [\"ZAI_API_KEY\"]'",
  })
  void a_key_is_named_in_the_clients_own_words(String client, String reference) {
    assertThat(plan(client).changes().getFirst().block())
        .contains(reference)
        .doesNotContain("MOONSHOT");
  }

  @ParameterizedTest
  @CsvSource({
    "codex, tool_timeout_sec = 900",
    "codex, default_tools_approval_mode = \"approve\"",
    "gemini, '\"timeout\": 900000'",
    "gemini, '\"trust\": true'",
    "cline, '\"autoApprove\": [\"chat\", \"codereview\"]'",
    "kimi, '\"toolTimeoutMs\": 900000'",
    "qwen, '\"FAIRLEAD_CLIENT_PATIENCE\": \"885s\"'",
  })
  void timeouts_and_approvals_are_the_clients_own(String client, String words) {
    assertThat(plan(client).changes().getFirst().block()).contains(words);
  }

  @Test
  void without_approvals_the_client_goes_on_asking() {
    for (String name : Client.names()) {
      Plan plan =
          installer("linux").install(Client.named(name).orElseThrow(), false, Optional.empty());
      assertThat(plan.changes()).hasSize(1);
      assertThat(plan.changes().getFirst().block())
          .doesNotContain("trust", "autoApprove", "approval_mode");
    }
  }

  @Test
  void without_any_key_it_says_which_one_to_set() {
    environment.clear();

    assertThat(plan("cursor").notes()).anyMatch(note -> note.contains("set MOONSHOT_API_KEY or"));
    assertThat(plan("claude-desktop").notes())
        .anyMatch(note -> note.contains("/settings/config.yaml"));
  }

  @ParameterizedTest
  @CsvSource({
    "linux, claude-desktop, .config/Claude/claude_desktop_config.json",
    "macos, claude-desktop, Library/Application Support/Claude/claude_desktop_config.json",
    "windows, claude-desktop, AppData/Roaming/Claude/claude_desktop_config.json",
    "linux, vscode, .config/Code/User/mcp.json",
    "macos, vscode, Library/Application Support/Code/User/mcp.json",
    "windows, zed, AppData/Roaming/Zed/settings.json",
    "macos, zed, .config/zed/settings.json",
    "windows, codex, .codex/config.toml",
  })
  void a_file_is_where_the_system_has_it(String system, String client, String file) {
    assertThat(installer(system).file(Client.named(client).orElseThrow()))
        .isEqualTo(home.resolve(file));
  }

  @Test
  void a_place_that_a_variable_names_comes_first_and_so_does_a_file_that_is_there()
      throws IOException {
    environment.put("CODEX_HOME", "/elsewhere");
    assertThat(installer("linux").file(Client.named("codex").orElseThrow()))
        .isEqualTo(Path.of("/elsewhere/config.toml"));

    Path directory = Files.createDirectories(home.resolve(".config/opencode"));
    Path commented = Files.writeString(directory.resolve("opencode.jsonc"), "{ // mine\n}\n");
    assertThat(installer("linux").file(Client.named("opencode").orElseThrow()))
        .isEqualTo(commented);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissions_a_link_and_the_file_as_it_was_are_kept() throws Exception {
    Path real = Files.writeString(home.resolve("dotfiles.json"), "{\n  \"a\": 1\n}\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createDirectory(home.resolve(".cursor"));
    Path link = Files.createSymbolicLink(home.resolve(".cursor/mcp.json"), real);

    Optional<Path> backup = plan("cursor").changes().getFirst().write(NOW);

    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    assertThat(real).content().contains("fairlead");
    assertThat(backup)
        .get()
        .isEqualTo(real.resolveSibling("dotfiles.json.20261128-200000.fairlead.bak"));
    assertThat(backup.orElseThrow()).hasContent("{\n  \"a\": 1\n}\n");
    assertThat(Files.getPosixFilePermissions(backup.orElseThrow()))
        .isEqualTo(Files.getPosixFilePermissions(real));
  }

  @Test
  void a_file_that_changed_in_the_meantime_is_left_alone() throws Exception {
    Path file = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
    Files.writeString(file, "{}");
    Change change = plan("cursor").changes().getFirst();
    Files.writeString(file, "{\"mine\": 1}");

    assertThatThrownBy(() -> change.write(NOW))
        .isInstanceOf(Uneditable.class)
        .hasMessageContaining("in the meantime");
    assertThat(file).hasContent("{\"mine\": 1}");
    try (var left = Files.list(file.getParent())) {
      assertThat(left).noneMatch(path -> path.toString().endsWith(".new"));
    }
  }

  @Test
  void a_broken_file_is_refused_with_the_block_to_put_in_by_hand() throws Exception {
    Path file = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
    for (byte[] bytes :
        List.of("{ \"mcpServers\": ".getBytes(UTF_8), new byte[] {(byte) 0xff, '{', '}'})) {
      Files.write(file, bytes);

      Change change = plan("cursor").changes().getFirst();

      assertThat(change.refusal()).isPresent();
      assertThat(change.isNeeded()).isFalse();
      assertThat(change.block()).contains("\"fairlead\"");
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
  }

  @Test
  void the_difference_shows_what_changes_and_no_secret() throws Exception {
    Path file = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
    Files.writeString(
        file,
        "{\n  \"mcpServers\": {\n    \"fairlead\": {\"env\": {\"ZAI_API_KEY\": \""
            + SECRET
            + "\"}}\n  }\n}\n");

    List<String> rows = plan("cursor").changes().getFirst().difference();

    assertThat(rows).anyMatch(row -> row.startsWith("- ") && row.contains("***"));
    assertThat(rows).anyMatch(row -> row.startsWith("+ ") && row.contains("${env:ZAI_API_KEY}"));
    assertThat(String.join("\n", rows)).doesNotContain(SECRET);
  }

  @Test
  void what_a_predecessor_had_is_taken_over() throws Exception {
    Path file = Files.createDirectories(home.resolve(".gemini")).resolve("settings.json");
    Files.writeString(
        file,
        """
        {
          "mcpServers": {
            "exai": {
              "command": "python",
              "includeTools": ["chat_EXAI-WS", "deepthink", "kimi_multi_file_chat"],
              "env": {
                "KIMI_API_KEY": "sk-in-plain-words",
                "TOOL_PROFILE": "lean",
                "DISABLED_TOOLS": "testgen, glm_web_search",
                "LOG_LEVEL": "WARNING",
                "SUPABASE_URL": "https://db.example",
                "ODD_ONE": "1"
              }
            }
          }
        }
        """);

    Plan plan =
        installer("linux")
            .install(Client.named("gemini").orElseThrow(), true, Predecessor.named("exai"));

    Change change = plan.changes().getFirst();
    assertThat(change.block())
        .contains("\"KIMI_API_KEY\": \"${KIMI_API_KEY}\"")
        .contains("\"FAIRLEAD_TOOLS_PROFILE\": \"lean\"")
        .contains("\"FAIRLEAD_TOOLS_DISABLE\": \"testgen,web_search\"")
        .contains("\"FAIRLEAD_LOG_LEVEL\": \"warn\"")
        .contains("\"includeTools\": [\"chat\", \"thinkdeep\", \"ask_files\"]")
        .doesNotContain("sk-in-plain-words", "SUPABASE", "ODD_ONE");
    assertThat(plan.notes())
        .anyMatch(note -> note.contains("KIMI_API_KEY stands in the entry of exai itself"))
        .anyMatch(note -> note.startsWith("SUPABASE_URL: not needed"))
        .anyMatch(note -> note.startsWith("ODD_ONE of exai is not taken over"))
        .noneMatch(note -> note.contains("sk-in-plain-words"));
    change.write(NOW);
    assertThat(Files.readString(file)).contains("\"exai\": {\n      \"command\": \"python\"");
  }

  @Test
  void a_predecessor_is_found_in_toml_too_and_missed_by_name() throws Exception {
    Path file = Files.createDirectories(home.resolve(".codex")).resolve("config.toml");
    Files.writeString(
        file,
        "[mcp_servers.zen]\ncommand = \"zen\"\n\n[mcp_servers.zen.env]\nDISABLED_TOOLS = \"docgen\"\n");
    Client codex = Client.named("codex").orElseThrow();

    Plan pal = installer("linux").install(codex, true, Predecessor.named("pal"));
    Plan exai = installer("linux").install(codex, true, Predecessor.named("exai"));

    assertThat(pal.changes().getFirst().block()).contains("FAIRLEAD_TOOLS_DISABLE = \"docgen\"");
    assertThat(exai.notes()).anyMatch(note -> note.contains("nothing was taken over"));
  }
}
