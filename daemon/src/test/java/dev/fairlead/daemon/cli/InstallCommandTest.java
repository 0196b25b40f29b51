package dev.fairlead.daemon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.install.Installer;
import dev.fairlead.daemon.install.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstallCommandTest {
  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Optional<Boolean> answer = Optional.empty();
  private Path file = Path.of("");

  @BeforeEach
  void a_client_with_a_server() throws Exception {
    file = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
    Files.writeString(file, "{\n  \"mcpServers\": {\n    \"other\": {} // mine\n  }\n}\n");
  }

  private CommandLine line() {
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    Installer installer =
        new Installer(
            new Surroundings("linux", home, Map.of("ZAI_API_KEY", "sk-not-shown")),
            "/opt/fairlead",
            Path.of("/config.yaml"),
            List.of("chat"));
    InstallDesk desk = new InstallDesk(console, _ -> answer, () -> Instant.EPOCH);
    return new CommandLine(CommandLine.Model.CommandSpec.create().name("fairlead"))
        .addSubcommand("install", new InstallCommand(console, installer, desk))
        .addSubcommand("uninstall", new UninstallCommand(console, installer, desk));
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return line().execute(arguments);
  }

  @Test
  void without_a_client_it_lists_them_with_their_files() {
    assertThat(run("install")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("cursor", file.toString(), "zed")
        .contains("codex", "config.toml (not there yet)");
  }

  @Test
  void it_prints_and_writes_nothing_unless_it_is_told_to() throws Exception {
    String before = Files.readString(file);

    assertThat(run("install", "--client", "cursor")).isZero();

    assertThat(out.toString(UTF_8)).contains("# " + file, "\"command\": \"/opt/fairlead\"");
    assertThat(out + "" + err).doesNotContain("sk-not-shown");
    assertThat(file).hasContent(before);
  }

  @Test
  void writing_shows_the_difference_keeps_the_file_and_is_undone() throws Exception {
    String before = Files.readString(file);

    assertThat(run("install", "--client", "cursor", "--write")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("--- " + file, "+     \"fairlead\": {", "wrote " + file);
    assertThat(Files.readString(file)).contains("// mine", "/opt/fairlead");
    assertThat(file.resolveSibling("mcp.json.19700101-000000.fairlead.bak")).hasContent(before);

    assertThat(run("install", "--client", "cursor", "--write")).isZero();
    assertThat(out.toString(UTF_8)).contains("says so already");

    assertThat(run("uninstall", "--client", "cursor", "--write")).isZero();
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void who_says_no_gets_nothing_written() throws Exception {
    String before = Files.readString(file);
    answer = Optional.of(false);

    assertThat(run("install", "--client", "cursor", "--write")).isEqualTo(2);
    assertThat(file).hasContent(before);
    assertThat(run("install", "--client", "cursor", "--write", "--yes")).isZero();
    assertThat(Files.readString(file)).contains("/opt/fairlead");
  }

  @Test
  void a_file_that_cannot_be_edited_is_left_with_the_block_to_paste() throws Exception {
    Files.writeString(file, "{ broken");

    assertThat(run("install", "--client", "cursor", "--write")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains(file + " is left as it is: it is not an object of JSON");
    assertThat(out.toString(UTF_8)).contains("by hand", "\"command\": \"/opt/fairlead\"");
    assertThat(file).hasContent("{ broken");
  }

  @Test
  void an_unknown_word_is_bad_usage_with_the_nearest_known_one() {
    assertThat(run("install", "--client", "cursr")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("did you mean cursor?");
    assertThat(run("install", "--client", "cursor", "--from", "zen")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("There are pal, exai");
    assertThat(run("uninstall")).isEqualTo(2);
  }

  @Test
  void clients_are_completed_and_the_manual_names_every_option() {
    CommandLine line = line();

    assertThat(AutoComplete.bash("fairlead", line)).contains("\"claude-code\" \"claude-desktop\"");
    assertThat(new ManPage(line.getCommandSpec(), "1.2-x").text())
        .startsWith(".TH FAIRLEAD 1 \"\" \"fairlead 1.2\\-x\"\n")
        .contains(".SS \"install\"\n", ".B \\-\\-client NAME\n", "claude\\-code, claude\\-desktop")
        .contains(".SS \"uninstall\"\n");
  }
}
