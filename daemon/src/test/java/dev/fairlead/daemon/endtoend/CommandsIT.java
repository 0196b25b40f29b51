package dev.fairlead.daemon.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Vendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of people. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CommandsIT {
  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_healthy_installation_is_said_to_be_so_also_while_a_daemon_runs() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("chat", Map.of("prompt", "hello"));

      House.Printed check = house.run("--check");

      assertThat(check.exit()).as(check.out() + check.err()).isZero();
      assertThat(check.out()).contains("healthy").doesNotContain("not-a-real-key");
    }
  }

  @Test
  void the_version_is_told_by_each_name_that_people_try() throws Exception {
    String told = house.run("version").out();

    assertThat(told).matches("fairlead \\S+ on JDK \\S+\\s*");
    assertThat(house.run("--version").out()).isEqualTo(told);
    assertThat(house.run("-V").out()).isEqualTo(told);
    assertThat(house.run("--version", "--json").out()).contains("\"fairlead\"");
  }

  @Test
  void a_vendor_that_is_down_degrades_it() throws Exception {
    house.simulator.refuse(Vendor.KIMI, true);

    House.Printed check = house.run("--check", "--json");

    assertThat(check.exit()).isEqualTo(1);
    JsonNode report = JsonMapper.shared().readTree(check.out());
    assertThat(report.path("grade").asString()).isEqualTo("degraded");
    assertThat(report.path("findings").valueStream())
        .anySatisfy(finding -> {
          assertThat(finding.path("what").asString()).isEqualTo("provider kimi-1");
          assertThat(finding.path("grade").asString()).isEqualTo("degraded");
        });
  }

  @Test
  void a_key_that_is_refused_degrades_it_and_is_not_shown() throws Exception {
    house.with("ZAI_API_KEY", "bad-key-that-is-not-real");

    House.Printed check = house.run("--check");

    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).contains("glm-1", "refused").doesNotContain("bad-key");
  }

  @Test
  void without_a_key_it_says_which_variables_to_set() throws Exception {
    house.with("MOONSHOT_API_KEY", "").with("ZAI_API_KEY", "");

    House.Printed check = house.run("--check");

    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).contains("MOONSHOT_API_KEY", "ZAI_API_KEY");
  }

  @Test
  void a_network_that_is_set_up_wrongly_is_told_and_no_reason_to_die() throws Exception {
    house
        .with("FAIRLEAD_NETWORK_TRUST", "/no/such/office.pem")
        .with("HTTPS_PROXY", "socks5://me:fake-word@proxy.example");

    House.Printed check = house.run("--check");

    assertThat(check.exit()).isEqualTo(2);
    assertThat(check.out())
        .contains("network.trust (FAIRLEAD_NETWORK_TRUST): /no/such/office.pem does not exist")
        .contains("HTTPS_PROXY is not the address of an HTTP proxy")
        .doesNotContain("fake-word");
  }

  @Test
  void decisions_are_printed_as_a_table_and_as_json() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("chat", Map.of("prompt", "hello"));
    }

    assertThat(house.run("decisions").out()).contains("chat", "answered", "thinking");
    assertThat(house.decisions()).hasSize(1);
  }

  @Test
  void models_are_printed_as_a_table_and_as_json() throws Exception {
    assertThat(house.run("models").out()).contains("kimi-k3", "glm-5.3");
    assertThat(JsonMapper.shared().readTree(house.run("models", "--json").out()).isArray())
        .isTrue();
  }

  @Test
  void models_are_filtered() throws Exception {
    assertThat(house.run("models", "--provider", "glm", "--can", "vision,thinking").out())
        .contains("glm-4.6v")
        .doesNotContain("kimi", "glm-4.7");
    assertThat(house.run("models", "--usable").out()).doesNotContain("kimi-k2.5");
    assertThat(house.run("models").out()).contains("2026-08-31, use kimi-k2.6");
    assertThat(house.run("models", "--can", "flying").exit()).isEqualTo(2);
  }

  @Test
  void lists_that_are_like_the_catalog_differ_in_nothing() throws Exception {
    House.Printed printed = house.run("models", "--refresh");

    assertThat(printed.exit()).as(printed.out() + printed.err()).isZero();
    assertThat(printed.out()).contains("list what the catalog has");
  }

  @Test
  void lists_that_nobody_was_asked_for_are_not_said_to_be_alike() throws Exception {
    House.Printed printed =
        house.with("MOONSHOT_API_KEY", "").with("ZAI_API_KEY", "").run("models", "--refresh");

    assertThat(printed.exit()).isEqualTo(1);
    assertThat(printed.err()).contains("no vendor was asked");
    assertThat(printed.out()).doesNotContain("list what the catalog has");
    assertThat(house.simulator.requests()).isEmpty();
  }

  @Test
  void the_demo_shows_every_sign_in_a_plain_locale() throws Exception {
    House.Printed printed = house.with("LC_ALL", "C").run("demo");

    assertThat(printed.exit()).as(printed.err()).isZero();
    assertThat(printed.out()).contains("asked \u201cIs the total right").doesNotContain("\ufffd");
  }

  @Test
  void a_model_that_is_new_is_told_and_written_on_request() throws Exception {
    Path models = house.config.resolve("models.yaml");
    Files.writeString(models, "# mine\nmodels:\n  old:\n    provider: local # hall\n");
    try (OwnServer own = new OwnServer("old")) {
      Files.writeString(
          house.config.resolve("config.yaml"),
          "providers: {local: {base: '%s'}}".formatted(own.base()));
      own.serves("old", "fresh");

      House.Printed told = house.run("models", "--refresh", "--provider", "local", "--json");
      assertThat(told.exit()).isEqualTo(1);
      assertThat(JsonMapper.shared().readTree(told.out()).valueStream())
          .extracting(row -> row.path("kind").asString() + " " + row.path("model").asString())
          .containsExactlyInAnyOrder("new fresh", "changed old");
      assertThat(Files.readString(models)).doesNotContain("fresh");

      House.Printed written = house.run("models", "--refresh", "--write", "--provider", "local");
      assertThat(written.out()).contains("written to " + models);
      assertThat(Files.readString(models)).contains("# mine", "# hall", "fresh:", "65536");
      assertThat(house.run("models", "--refresh", "--provider", "local").exit()).isZero();
    }
  }

  @Test
  void each_command_is_told_in_whole_sentences_and_by_its_own_help() throws Exception {
    String help = house.run("--help").out();
    String commands =
        help.substring(help.indexOf("Commands ("), help.indexOf("First steps:"))
            .replaceAll("\\n {4,}", " ")
            .strip();

    assertThat(commands.lines().skip(1))
        .hasSizeGreaterThan(15)
        .allSatisfy(line -> assertThat(line).matches("  [a-z]+.*[.]"));
    assertThat(house.run("install", "--help").out()).contains("--client", "--write", "--from");
  }

  @Test
  void the_version_is_told_to_programs_too() throws Exception {
    JsonNode version = JsonMapper.shared().readTree(house.run("version", "--json").out());

    assertThat(version.path("name").asString()).isEqualTo("fairlead");
    assertThat(version.path("version").asString()).isNotEmpty();
    assertThat(version.path("java").asString()).startsWith("25");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void the_completion_is_one_that_a_shell_takes() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("completion"), house.run("completion", "--name", "fl").out());
    Process bash =
        new ProcessBuilder("bash", "-c", "source \"$0\" && complete -p fl", script.toString())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).contains("complete", "fl");
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_client_s_file_is_looked_for_where_home_points_to() throws Exception {
    Path home = Files.createDirectories(directory.resolve("another home"));

    House.Printed printed =
        house.with("HOME", home.toString()).run("install", "--client", "cursor");

    assertThat(printed.exit()).as(printed.err()).isZero();
    assertThat(printed.out()).contains("# " + home.resolve(".cursor/mcp.json"));
  }

  @Test
  void an_unknown_command_is_bad_usage() throws Exception {
    House.Printed printed = house.run("decide");

    assertThat(printed.exit()).isEqualTo(2);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.err()).contains("decide");
  }

  @Test
  void the_demonstration_shows_the_whole_way_of_one_call() throws Exception {
    House.Printed demo = house.run("demo");

    assertThat(demo.exit()).as(demo.err()).isZero();
    assertThat(demo.out())
        .contains("tools/call codereview", "Invoice.java", "answered", "claude mcp add fairlead");
  }
}
