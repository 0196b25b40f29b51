package dev.fairlead.daemon.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.launcher.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LauncherTest {
  @TempDir private Path directory;
  private Checkout checkout;

  @BeforeEach
  void copy_the_scripts() throws IOException {
    checkout = new Checkout(directory);
  }

  @Test
  void serving_without_a_build_says_what_to_run_and_leaves_stdout_alone() throws Exception {
    Run run = checkout.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("not built yet", "\"" + checkout.launcher() + "\" build");
  }

  @Test
  void serving_while_a_build_runs_says_so() throws Exception {
    Files.createDirectory(checkout.root().resolve(".building"));

    Run run = checkout.run("serve");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("a build is running");
  }

  @Test
  void serving_never_builds_even_when_a_source_is_newer() throws Exception {
    checkout.built().set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25"));
    Checkout.executable(checkout.tools().resolve("mvn"), "#!/bin/sh\necho built\nexit 1\n");
    Files.setLastModifiedTime(checkout.app().resolve("build-id"), FileTime.fromMillis(0));

    assertThat(checkout.run("serve", "--profile", "full").arguments())
        .containsExactly("serve", "--profile", "full");
    assertThat(checkout.run().said("arg")).endsWith("dev.fairlead.daemon.Main");
  }

  @Test
  void help_needs_neither_a_build_nor_a_jdk() throws Exception {
    for (String option : List.of("-h", "--help")) {
      Run run = checkout.run(option);
      assertThat(run.exit()).isZero();
      assertThat(run.out()).startsWith("scripts/daemon: ").contains("scripts/daemon build");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void help_of_what_is_built_comes_from_the_daemon() throws Exception {
    checkout.built().set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25"));

    assertThat(checkout.run("--help").arguments()).containsExactly("--help");
  }

  @Test
  void the_jvm_gets_its_flags_the_home_and_one_jar() throws Exception {
    checkout.built().set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25"));

    assertThat(checkout.run().said("arg"))
        .containsExactly(
            "-XX:+UseSerialGC",
            "-Xms80m",
            "-XX:NewSize=64m",
            "-Xmx512m",
            "-XX:-UsePerfData",
            "-Djava.locale.providers=FALLBACK",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-XX:+DisplayVMOutputToStderr",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfairlead.home=" + checkout.app(),
            "-cp",
            checkout.app() + "/lib/fairlead-daemon.jar",
            "dev.fairlead.daemon.Main");
  }

  @Test
  void options_and_jars_of_the_user_come_last_with_stars_and_spaces_untouched() throws Exception {
    checkout
        .built()
        .set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25"))
        .set("FAIRLEAD_JAVA_OPTS", "-Xmx1g  -Dglob=/*")
        .set("FAIRLEAD_CLASSPATH_APPEND", "/more jars/a.jar:/b.jar");

    assertThat(checkout.run().said("arg"))
        .containsSubsequence(
            "-Xmx512m",
            "-Xmx1g",
            "-Dglob=/*",
            "-cp",
            checkout.app() + "/lib/fairlead-daemon.jar:/more jars/a.jar:/b.jar");
  }

  @Test
  void arguments_arrive_as_they_were_given() throws Exception {
    checkout.built().set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25"));
    checkout.set("FAIRLEAD_BUILD", "never");
    String[] odd = {"route", "two words", "\"quoted\" 'both'", "", "*", "$HOME", "--x=a b", "\\"};

    assertThat(checkout.run(odd).arguments()).containsExactly(odd);
  }

  @Test
  void the_simulator_has_its_own_class_path() throws Exception {
    checkout.built().set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25"));
    checkout.set("FAIRLEAD_BUILD", "never");

    Run run = checkout.run("simulator", "--port", "0");

    assertThat(run.arguments()).containsExactly("--port", "0");
    assertThat(run.said("arg"))
        .containsSubsequence(
            "-cp",
            checkout.app() + "/simulator/fairlead-simulator.jar:" + checkout.app() + "/lib/*",
            "dev.fairlead.simulator.Main");
  }

  @Test
  void the_jvm_takes_over_the_process_its_stdin_and_its_directory() throws Exception {
    Path home = checkout.jdk(checkout.base().resolve("jdk"), "25");
    Checkout.executable(
        home.resolve("bin/java"),
        "#!/bin/sh\nread -r line\nprintf 'pid=%s\\nline=%s\\ncwd=%s\\n' \"$$\" \"$line\" \"$PWD\"\n");
    checkout.built().set("JAVA_HOME", home);
    Path elsewhere = Files.createDirectory(checkout.base().resolve("another directory"));

    var started = checkout.start(checkout.launcher().toString(), elsewhere);
    started.process().getOutputStream().write("a frame\n".getBytes(UTF_8));
    Run run = started.end();

    assertThat(run.said("pid")).containsExactly(Long.toString(run.pid()));
    assertThat(run.said("line")).containsExactly("a frame");
    assertThat(run.said("cwd")).containsExactly(elsewhere.toString());
  }

  @Test
  void any_way_to_the_script_leads_to_the_same_build() throws Exception {
    checkout.built().set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25"));
    Path base = checkout.base();
    Path bin = Files.createDirectories(base.resolve("bin dir/deep"));
    Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), checkout.launcher());
    Path relative =
        Files.createSymbolicLink(bin.resolve("relative"), bin.relativize(checkout.launcher()));
    Path chain = Files.createSymbolicLink(bin.resolve("chain"), Path.of("relative"));
    Path longer =
        Files.createSymbolicLink(base.resolve("longer"), Path.of("bin dir", "deep", "chain"));
    Path linked = Files.createSymbolicLink(base.resolve("linked scripts"), scripts());
    Path parent = Files.createSymbolicLink(base.resolve("linked root"), checkout.root());

    for (Path way :
        List.of(
            absolute,
            relative,
            chain,
            longer,
            linked.resolve("daemon"),
            parent.resolve("scripts/daemon"))) {
      assertThat(buildOf(checkout.run(way.toString(), base)))
          .as("through %s", way)
          .isEqualTo(checkout.app());
    }
    assertThat(buildOf(checkout.run("./daemon", scripts()))).isEqualTo(checkout.app());
    assertThat(buildOf(checkout.run("../scripts/daemon", scripts()))).isEqualTo(checkout.app());
    assertThat(buildOf(checkout.run("scripts/daemon", checkout.root()))).isEqualTo(checkout.app());
    assertThat(buildOf(checkout.run("./chain", bin))).isEqualTo(checkout.app());
    assertThat(buildOf(checkout.run("/bin/sh", scripts(), "daemon"))).isEqualTo(checkout.app());
  }

  private Path scripts() {
    return checkout.root().resolve("scripts");
  }

  private static Path buildOf(Run run) throws IOException {
    String option = "-Dfairlead.home=";
    String home =
        run.said("arg").stream()
            .filter(argument -> argument.startsWith(option))
            .findFirst()
            .orElseThrow(() -> new AssertionError(run.toString()));
    return Path.of(home.substring(option.length())).toRealPath();
  }

  @Test
  void a_jdk_is_looked_for_in_this_order() throws Exception {
    Path own = checkout.jdk(checkout.base().resolve("own jdk"), "25.0.1");
    Path java = checkout.jdk(checkout.base().resolve("java home"), "26");
    Path path = checkout.jdk(checkout.base().resolve("on the path"), "25.0.2");
    Path system = checkout.jdk(checkout.system().resolve("usr/lib/jvm/temurin 25"), "25.0.3");
    Path user = checkout.jdk(checkout.home().resolve(".sdkman/candidates/java/25-tem"), "25.0.4");
    checkout
        .built()
        .set("FAIRLEAD_JAVA_HOME", own)
        .set("JAVA_HOME", java)
        .set("PATH", path.resolve("bin") + ":" + checkout.tools());

    assertThat(checkout.run().said("home")).containsExactly(own.toString());
    checkout.unset("FAIRLEAD_JAVA_HOME");
    assertThat(checkout.run().said("home")).containsExactly(java.toString());
    checkout.unset("JAVA_HOME");
    assertThat(checkout.run().said("home")).containsExactly(path.toString());
    checkout.set("PATH", checkout.tools());
    assertThat(checkout.run().said("home")).containsExactly(system.toString());
    Files.delete(system.resolve("release"));
    assertThat(checkout.run().said("home")).containsExactly(user.toString());
  }

  @Test
  void the_usual_directories_are_known() throws Exception {
    checkout.built();
    Path home = checkout.home();
    Path system = checkout.system();
    String bundle = "Contents/Home";
    for (Path usual :
        List.of(
            system.resolve("usr/lib/jvm/java-25-openjdk"),
            system.resolve("usr/java/jdk-25"),
            system.resolve("opt/jdk-25"),
            system.resolve("opt/java/openjdk"),
            system.resolve("usr/local/openjdk-25"),
            system.resolve("Library/Java/JavaVirtualMachines/temurin-25.jdk/" + bundle),
            home.resolve("Library/Java/JavaVirtualMachines/corretto-25/" + bundle),
            system.resolve("opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/" + bundle),
            system.resolve("usr/local/opt/openjdk/libexec/openjdk.jdk/" + bundle),
            home.resolve(".sdkman/candidates/java/current"),
            home.resolve(".jdks/temurin-25"),
            home.resolve(".local/share/mise/installs/java/25"),
            home.resolve(".asdf/installs/java/temurin-25"))) {
      checkout.jdk(usual, "25");
      assertThat(checkout.run().said("home")).as("in %s", usual).containsExactly(usual.toString());
      Files.delete(usual.resolve("release"));
    }
  }

  @Test
  void an_old_jdk_in_java_home_is_passed_over() throws Exception {
    Path found = checkout.jdk(checkout.system().resolve("usr/lib/jvm/b"), "25.0.3");
    checkout.jdk(checkout.system().resolve("usr/lib/jvm/a"), "21.0.9");
    checkout
        .built()
        .set("JAVA_HOME", checkout.jdk(checkout.base().resolve("java home"), "17.0.15"));

    Run run = checkout.run();

    assertThat(run.said("home")).containsExactly(found.toString());
    assertThat(run.err()).isEmpty();
  }

  @Test
  void a_chosen_jdk_that_does_not_fit_is_said_and_the_search_goes_on() throws Exception {
    Path found = checkout.jdk(checkout.base().resolve("java home"), "25");
    Path old = checkout.jdk(checkout.base().resolve("old jdk"), "1.8.0_402");
    checkout.built().set("FAIRLEAD_JAVA_HOME", old).set("JAVA_HOME", found);

    Run run = checkout.run();
    assertThat(run.said("home")).containsExactly(found.toString());
    assertThat(run.err()).contains("FAIRLEAD_JAVA_HOME", old.toString(), "Java 1.8.0_402");

    checkout.set("FAIRLEAD_JAVA_HOME", checkout.base().resolve("nowhere"));
    run = checkout.run();
    assertThat(run.said("home")).containsExactly(found.toString());
    assertThat(run.err()).contains("nowhere", "no Java home");
  }

  @Test
  void java_on_the_path_is_followed_through_links_to_its_home() throws Exception {
    Path home = checkout.jdk(checkout.base().resolve("some where/jdk 25"), "25");
    Path alternatives = Files.createDirectories(checkout.base().resolve("etc/alternatives"));
    Files.createSymbolicLink(alternatives.resolve("java"), home.resolve("bin/java"));
    Files.createSymbolicLink(checkout.tools().resolve("java"), Path.of("../etc/alternatives/java"));
    checkout.built();

    assertThat(checkout.run().said("home")).containsExactly(home.toString());
  }

  @Test
  void a_java_in_the_work_folder_is_never_run() throws Exception {
    Path home = checkout.jdk(checkout.base().resolve("workspace"), "25");
    checkout.built().set("PATH", "bin::.:" + checkout.tools());

    Run run = checkout.run(checkout.launcher().toString(), home);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void without_a_jdk_it_names_what_it_found_and_what_to_install() throws Exception {
    Path seventeen = checkout.jdk(checkout.base().resolve("java home"), "17.0.15");
    Path twentyOne = checkout.jdk(checkout.system().resolve("usr/lib/jvm/jdk 21"), "21.0.9");
    checkout.built().set("JAVA_HOME", seventeen);

    Run run = checkout.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("JDK 25 or newer", "Temurin 25", "FAIRLEAD_JAVA_HOME")
        .contains(seventeen + ": Java 17.0.15", twentyOne + ": Java 21.0.9");
  }

  @Test
  void without_any_java_it_says_that() throws Exception {
    Run run = checkout.built().run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("No Java of any version was found", "Temurin 25");
  }

  @Test
  void path_and_home_are_enough_and_home_is_not_needed() throws Exception {
    Path found = checkout.jdk(checkout.system().resolve("usr/lib/jvm/jdk-25"), "25");

    Run run = checkout.built().run();
    assertThat(run.said("home")).containsExactly(found.toString());
    assertThat(run.err()).isEmpty();
    assertThat(checkout.unset("HOME").run().said("home")).containsExactly(found.toString());
  }

  @Test
  void a_jre_serves() throws Exception {
    Path jre = checkout.jre(checkout.base().resolve("jre"), "25.0.3");
    checkout.built().set("JAVA_HOME", jre);

    assertThat(checkout.run().said("home")).containsExactly(jre.toString());
  }

  @Test
  void a_cache_of_this_build_and_this_jdk_is_used_by_the_daemon_alone() throws Exception {
    checkout.set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25.0.3"));
    checkout.set("FAIRLEAD_BUILD", "never");
    Path cache = checkout.cached("25.0.3+9-LTS-Paper Mill");

    assertThat(checkout.run().said("arg")).startsWith("-XX:AOTCache=" + cache);
    assertThat(checkout.run("version").said("arg")).startsWith("-XX:AOTCache=" + cache);
    assertThat(checkout.run("simulator").said("arg")).startsWith("-XX:+UseSerialGC");
  }

  @Test
  void a_cache_that_does_not_fit_is_passed_over_without_a_word() throws Exception {
    checkout.set("JAVA_HOME", checkout.jdk(checkout.base().resolve("jdk"), "25.0.3"));
    Path cache = checkout.cached("25.0.3+9-LTS-Paper Mill");
    Path library = checkout.app().resolve("lib/library.jar");

    Files.writeString(library, "newer than the cache");
    assertPlain(checkout.run());
    Files.delete(library);
    Files.writeString(checkout.app().resolve("build-id"), "another build");
    assertPlain(checkout.run());
    checkout.built();
    Files.move(cache, cache.resolveSibling("paper-25.0.4+7-Paper Mill.aot"));
    assertPlain(checkout.run());
  }

  @Test
  void an_archive_uses_what_came_with_it_and_says_when_it_is_not_whole() throws Exception {
    Path source = Path.of(System.getProperty("fairlead.root", ".."), "scripts/lib/fairlead");
    Path archive = checkout.base().resolve("an archive");
    Path launcher = archive.resolve("bin/fairlead");
    Checkout.executable(launcher, Files.readString(source));
    Path link = Files.createSymbolicLink(checkout.base().resolve("fairlead"), launcher);

    Run broken = checkout.run(link.toString(), checkout.base());
    assertThat(broken.exit()).isEqualTo(2);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err().lines()).singleElement().asString().contains("is not whole");

    Path runtime = checkout.jre(archive.resolve("runtime"), "25.0.3");
    Path jar = Files.createDirectories(archive.resolve("app/lib")).resolve("fairlead-daemon.jar");
    Files.writeString(jar, "a jar");
    Path cache = Files.createDirectories(archive.resolve("app/aot")).resolve("fairlead.aot");
    Files.writeString(cache, "a cache");
    Files.setLastModifiedTime(jar, Files.getLastModifiedTime(cache));

    Run run = checkout.unset("PATH").run(launcher.toString(), checkout.base(), "two words");
    assertThat(run.said("home")).containsExactly(runtime.toString());
    assertThat(run.said("arg"))
        .startsWith("-XX:AOTCache=" + cache)
        .contains("-Dfairlead.home=" + archive.resolve("app"))
        .endsWith("dev.fairlead.daemon.Main", "two words");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    assertThat(checkout.run(launcher.toString(), checkout.base()).said("arg"))
        .startsWith("-XX:+UseSerialGC");
  }

  private static void assertPlain(Run run) {
    assertThat(run.exit()).isZero();
    assertThat(run.said("arg")).startsWith("-XX:+UseSerialGC");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void every_start_and_the_training_give_the_same_flags() throws IOException {
    Path root = Path.of(System.getProperty("fairlead.root", ".."));
    List<String> flags = flagsIn(checkout.launcher());

    assertThat(flags).hasSizeGreaterThan(6);
    assertThat(flagsIn(root.resolve("scripts/daemon.cmd"))).isEqualTo(flags);
    assertThat(flagsIn(root.resolve("scripts/lib/fairlead"))).isEqualTo(flags);
    assertThat(flagsIn(root.resolve("daemon/pom.xml")))
        .filteredOn(flag -> !OF_TRAINING.contains(flag.replaceFirst("=.*", "")))
        .isEqualTo(flags);
  }

  private static final Set<String> OF_TRAINING =
      Set.of(
          "-XX:AOTCacheOutput",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:-AOTRecordTraining");

  private static List<String> flagsIn(Path script) throws IOException {
    return Files.readAllLines(script).stream()
        .flatMap(line -> Stream.of(line.split("[\\s\"]+")))
        .filter(word ->
            word.startsWith("-X") || word.startsWith("--enable") || word.startsWith("-Djava."))
        .toList();
  }
}
