package dev.fairlead.daemon.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code scripts/package} makes, tried where there is nothing else; part of the full check.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PackageIT {
  private static final Path MADE = DaemonProcess.root().resolve("daemon/target/package");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String RELEASE = "https://github.com/example/fairlead/releases/download/v1";

  @TempDir private static Path directory;

  @BeforeAll
  static void make() throws Exception {
    assumeTrue(Boolean.getBoolean("fairlead.full"), "packages are part of scripts/check --full");
    run(List.of(DaemonProcess.root().resolve("scripts/package").toString()));
    Path place = Files.createDirectories(directory.resolve("un packed"));
    run(List.of("tar", "-xzf", made(".tar.gz").toString(), "-C", place.toString()));
  }

  private static Path made(String end) throws IOException {
    try (Stream<Path> files = Files.list(MADE)) {
      return files.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  private static Path unpacked() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("un packed"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static String run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FAIRLEAD_BUILD", "never");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("FAIRLEAD_RELEASE_URL", RELEASE + "/");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** A command line that runs in an empty environment. */
  private static List<String> nowhere(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "HOME=" + Files.createDirectories(directory.resolve("home")),
                "FAIRLEAD_JAVA_OPTS=-XX:AOTMode=on"));
    command.add(unpacked().resolve("bin/fairlead").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  void the_archive_serves_in_an_empty_environment_with_its_cache() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.of(nowhere(), Map.of(), directory)) {
      daemon.initialized();

      assertThat(daemon.request("tools/list", Map.of()).path("result").path("tools").size())
          .isEqualTo(12);
      assertThat(daemon.call("route_explain", Map.of()).path("result").toString())
          .contains("kimi", "glm");
      daemon.closeInput();
      assertThat(daemon.awaitExit()).isZero();
    }
  }

  @Test
  void its_commands_work_there_too() throws Exception {
    assertThat(run(nowhere("demo"))).contains("tools/call codereview", "answered");
    assertThat(run(nowhere("install", "--client", "cursor"))).contains("/bin/fairlead\"");
    assertThat(run(nowhere("version", "--json"))).contains("\"fairlead\"");
    assertThat(unpacked().resolve("share/man/man1/fairlead.1"))
        .content()
        .startsWith(".TH FAIRLEAD");
    assertThat(unpacked().resolve("share/bash-completion/completions/fairlead"))
        .content()
        .contains("complete -F");
  }

  @Test
  void the_bundle_asks_for_keys_as_secrets_and_names_what_is_in_it() throws Exception {
    try (ZipFile zip = new ZipFile(made(".mcpb").toFile())) {
      JsonNode manifest = JSON.readTree(zip.getInputStream(zip.getEntry("manifest.json")));
      String entry = manifest.path("server").path("entry_point").asString();

      assertThat(zip.getEntry(entry)).as(entry).isNotNull();
      assertThat(manifest.path("user_config").path("kimi_key").path("sensitive").asBoolean())
          .isTrue();
      assertThat(manifest.path("user_config").path("glm_key").path("sensitive").asBoolean())
          .isTrue();
      assertThat(manifest.path("server").path("mcp_config").path("env").toString())
          .contains("${user_config.kimi_key}", "${user_config.glm_key}");
    }
  }

  @Test
  void the_bundle_is_one_by_the_rules_of_those_who_install_it() throws Exception {
    Npm.install();
    Path manifest = directory.resolve("manifest.json");
    try (ZipFile zip = new ZipFile(made(".mcpb").toFile())) {
      Files.copy(zip.getInputStream(zip.getEntry("manifest.json")), manifest);
    }
    String judge = "node_modules/@anthropic-ai/mcpb/dist/cli/cli.js";

    Npm.Ran ran = Npm.run(Map.of(), "node", judge, "validate", manifest.toString());

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said()).contains("passes");
    Files.writeString(manifest, Files.readString(manifest).replace("\"entry_point\"", "\"entry\""));
    assertThat(Npm.run(Map.of(), "node", judge, "validate", manifest.toString()).exit())
        .as("the judge minds what is wrong")
        .isNotZero();
  }

  @Test
  void the_entry_for_the_registry_keeps_to_its_rules() throws Exception {
    JsonNode entry = JSON.readTree(MADE.resolve("server.json").toFile());
    JsonNode part = entry.path("packages").path(0);

    assertThat(entry.path("$schema").asString())
        .matches(
            "https://static\\.modelcontextprotocol\\.io/schemas/[0-9-]{10}/server\\.schema\\.json");
    assertThat(entry.path("name").asString())
        .matches("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+")
        .hasSizeBetween(3, 200);
    assertThat(entry.path("title").asString()).hasSizeBetween(1, 100);
    assertThat(entry.path("description").asString()).hasSizeBetween(1, 100);
    assertThat(entry.path("version").asString())
        .matches("[0-9A-Za-z.-]+")
        .hasSizeBetween(1, 255)
        .isNotEqualTo("latest");
    assertThat(part.path("registryType").asString()).isEqualTo("mcpb");
    assertThat(part.path("identifier").asString())
        .isEqualTo(RELEASE + "/" + made(".mcpb").getFileName());
    assertThat(part.path("fileSha256").asString()).matches("[a-f0-9]{64}");
    assertThat(part.at("/transport/type").asString()).isEqualTo("stdio");
    assertThat(part.path("environmentVariables").valueStream())
        .isNotEmpty()
        .allSatisfy(variable -> {
          assertThat(variable.path("name").asString()).isNotEmpty();
          assertThat(variable.path("isSecret").asBoolean())
              .isEqualTo(variable.path("name").asString().endsWith("_KEY"));
          assertThat(variable.path("format").asString("string"))
              .isIn("string", "number", "boolean", "filepath");
        });
  }

  @Test
  void checksums_the_registry_entry_and_the_parts_agree() throws Exception {
    List<String> sums = Files.readAllLines(MADE.resolve("SHA256SUMS"));
    String bundle = made(".mcpb").getFileName().toString();
    JsonNode entry = JSON.readTree(MADE.resolve("server.json").toFile()).path("packages").path(0);

    assertThat(entry.path("identifier").asString()).endsWith(bundle);
    assertThat(sums).hasSize(4).contains(entry.path("fileSha256").asString() + "  " + bundle);
    assertThat(JSON.readTree(made(".cdx.json").toFile()).path("components").valueStream())
        .extracting(part -> part.path("name").asString())
        .contains("sqlite-jdbc", "picocli", "mcp-core", "fairlead-routing")
        .doesNotContain("assertj-core");
  }

  @Test
  void our_jars_tell_neither_when_nor_where_nor_by_whom_they_were_made() throws Exception {
    List<Path> jars;
    try (Stream<Path> files = Files.list(unpacked().resolve("app/lib"))) {
      jars = files.filter(file -> file.getFileName().toString().startsWith("fairlead-")).toList();
    }
    assertThat(jars).hasSize(4);
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct())
            .as("%s", jar)
            .containsExactly(LocalDateTime.of(2026, 1, 1, 0, 0));
        Manifest manifest = new Manifest(zip.getInputStream(zip.getEntry(JarFile.MANIFEST_NAME)));
        assertThat(manifest.getMainAttributes().toString())
            .doesNotContain("Built-By", "Build-Time", System.getProperty("java.version"))
            .doesNotContain(DaemonProcess.root().toString());
      }
    }
  }
}
