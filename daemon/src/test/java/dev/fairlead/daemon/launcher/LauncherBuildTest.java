package dev.fairlead.daemon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.launcher.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LauncherBuildTest {
  private static final String BUILDS =
      """
      #!/bin/sh
      echo "$JAVA_HOME|$MAVEN_OPTS|$*" >>calls
      if [ -e inside ]; then echo overlap >>calls; fi
      : >inside
      sleep 0.3
      rm inside
      mkdir -p daemon/target/fairlead/lib
      echo new >daemon/target/fairlead/lib/fairlead-daemon.jar
      echo a word of Maven
      [ ! -e broken ] || exit 1
      echo id >daemon/target/fairlead/build-id
      """;

  @TempDir private Path directory;
  private Checkout checkout;
  private Path jdk;

  @BeforeEach
  void make_a_maven() throws IOException {
    checkout = new Checkout(directory);
    for (String tool : List.of("cp", "date", "find", "mkdir", "mv", "ps", "rm", "rmdir")) {
      checkout.tool(tool);
    }
    checkout.tool("sleep").tool("touch");
    jdk = checkout.jdk(checkout.base().resolve("jdk 25"), "25.0.3");
    checkout.set("JAVA_HOME", jdk);
    maven("3.9.9", BUILDS);
  }

  private void maven(String version, String script) throws IOException {
    Path home = checkout.base().resolve("maven " + version);
    Checkout.executable(home.resolve("bin/mvn"), script);
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/maven-core-" + version + ".jar"));
    Files.deleteIfExists(checkout.tools().resolve("mvn"));
    Files.createSymbolicLink(checkout.tools().resolve("mvn"), home.resolve("bin/mvn"));
  }

  private List<String> calls() throws IOException {
    Path calls = checkout.root().resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private void builtLongAgo() throws IOException {
    checkout.built();
    Files.createDirectory(checkout.app().resolve("lib"));
    Files.writeString(checkout.app().resolve("lib/fairlead-daemon.jar"), "old");
    Files.setLastModifiedTime(checkout.app().resolve("build-id"), FileTime.fromMillis(0));
  }

  @Test
  void a_command_builds_first_and_says_so_on_stderr_only() throws Exception {
    Run run = checkout.run("demo", "--fast");

    assertThat(run.exit()).isZero();
    assertThat(run.arguments()).containsExactly("demo", "--fast");
    assertThat(run.out()).startsWith("pid=").doesNotContain("Maven");
    assertThat(run.err()).contains("building, about a minute", "a word of Maven", "built in");
    assertThat(calls())
        .singleElement()
        .asString()
        .isEqualTo(
            jdk
                + "|--sun-misc-unsafe-memory-access=allow"
                + "|-q -B -ntp -pl daemon -am -DskipTests package");
    assertThat(checkout.root().resolve(".building")).doesNotExist();
  }

  @Test
  void what_is_up_to_date_is_not_built_again_until_something_changes() throws Exception {
    Path source = checkout.root().resolve("providers/src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class A {}");
    checkout.run("demo");
    checkout.run("version");
    assertThat(calls()).hasSize(1);

    Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 3_600_000L));
    assertThat(checkout.run("version").err()).contains("building");
    assertThat(calls()).hasSize(2);
  }

  @Test
  void nothing_is_built_where_that_is_switched_off() throws Exception {
    checkout.set("FAIRLEAD_BUILD", "never");
    Run run = checkout.run("demo");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("not built yet");

    builtLongAgo();
    assertThat(checkout.run("demo").arguments()).containsExactly("demo");
    assertThat(calls()).isEmpty();
  }

  @Test
  void build_builds_and_no_more() throws Exception {
    Run run = checkout.run("build");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(checkout.app().resolve("build-id")).exists();
  }

  @Test
  void a_build_leaves_the_files_of_a_running_daemon_alone() throws Exception {
    builtLongAgo();
    Path jar = checkout.app().resolve("lib/fairlead-daemon.jar");
    try (var open = Files.newBufferedReader(jar)) {
      assertThat(checkout.run("build").exit()).isZero();

      assertThat(open.readLine()).isEqualTo("old");
      assertThat(jar).hasContent("new");
    }
  }

  @Test
  void a_build_that_fails_leaves_the_last_one_in_place() throws Exception {
    builtLongAgo();
    Files.createFile(checkout.root().resolve("broken"));

    Run run = checkout.run("demo");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("a word of Maven", "the build failed");
    assertThat(checkout.app().resolve("lib/fairlead-daemon.jar")).hasContent("old");
    assertThat(checkout.run().exit()).isZero();
    try (var left = Files.list(checkout.app().getParent())) {
      assertThat(left).containsExactly(checkout.app());
    }
  }

  @Test
  void a_stopped_build_stops_maven_and_leaves_the_last_one_in_place() throws Exception {
    builtLongAgo();
    Path mark = checkout.root().resolve("started");
    maven("3.9.8", "#!/bin/sh\necho $$ >started\nexec sleep 60\n");

    var started = checkout.start(checkout.launcher().toString(), checkout.base(), "build");
    while (started.process().isAlive() && (!Files.exists(mark) || Files.size(mark) == 0)) {
      Thread.onSpinWait();
    }
    started.process().destroy();
    Run run = started.end();

    assertThat(run.exit()).isEqualTo(143);
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(mark).strip()))).isEmpty();
    assertThat(checkout.root().resolve(".building")).doesNotExist();
    assertThat(checkout.app().resolve("lib/fairlead-daemon.jar")).hasContent("old");
  }

  @Test
  void commands_started_together_share_one_build() throws Exception {
    var first = checkout.start(checkout.launcher().toString(), checkout.base(), "demo");
    var second = checkout.start(checkout.launcher().toString(), checkout.base(), "version");
    var third = checkout.start(checkout.launcher().toString(), checkout.base(), "models");

    assertThat(first.end().arguments()).containsExactly("demo");
    assertThat(second.end().arguments()).containsExactly("version");
    assertThat(third.end().arguments()).containsExactly("models");
    assertThat(calls()).hasSize(1);
  }

  @Test
  void the_lock_of_a_dead_build_is_taken_over() throws Exception {
    Process dead = new ProcessBuilder("/bin/sh", "-c", ":").start();
    dead.waitFor();
    Path lock = Files.createDirectory(checkout.root().resolve(".building"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

    var first = checkout.start(checkout.launcher().toString(), checkout.base(), "demo");
    var second = checkout.start(checkout.launcher().toString(), checkout.base(), "demo");

    assertThat(first.end().exit()).isZero();
    assertThat(second.end().exit()).isZero();
    assertThat(calls()).hasSize(1);
    assertThat(lock).doesNotExist();
  }

  @Test
  void a_jre_does_not_build() throws Exception {
    Path jre = checkout.jre(checkout.base().resolve("jre"), "25.0.3");
    Path newer = checkout.jdk(checkout.system().resolve("usr/lib/jvm/jdk-26"), "26.0.1");

    Run run = checkout.set("JAVA_HOME", jre).run("demo");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("a JDK 25 with javac is needed")
        .contains(jre + ": Java 25.0.3, a JRE without javac")
        .contains(newer + ": Java 26.0.1, too new for the build");
    assertThat(calls()).isEmpty();
  }

  @Test
  void an_old_maven_is_named_and_the_next_one_taken() throws Exception {
    maven("3.8.6", BUILDS);
    Run run = checkout.run("demo");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("Maven 3.8.7 or newer", "mvn: Maven 3.8.6", "Install it");

    checkout.set("MAVEN_HOME", checkout.base().resolve("maven 3.9.9"));
    assertThat(checkout.run("demo").exit()).isZero();
    for (String fits : List.of("3.8.7", "3.10.0", "4.0.0-rc-4")) {
      checkout.unset("MAVEN_HOME");
      maven(fits, BUILDS);
      assertThat(checkout.run("build").exit()).as("Maven %s", fits).isZero();
    }
  }

  @Test
  void a_maven_of_a_packager_is_asked_for_its_version() throws Exception {
    maven(
        "3.x",
        "#!/bin/sh\nif [ \"$1\" = -v ]; then echo 'Apache Maven 3.8.7'; exit; fi\n" + BUILDS);
    assertThat(checkout.run("build").exit()).isZero();
  }

  @Test
  void what_has_no_sources_is_never_built() throws Exception {
    builtLongAgo();
    Files.delete(checkout.root().resolve("pom.xml"));

    assertThat(checkout.run("demo").arguments()).containsExactly("demo");
    assertThat(checkout.run("build").err()).contains("nothing to build from");
    assertThat(calls()).isEmpty();
  }
}
