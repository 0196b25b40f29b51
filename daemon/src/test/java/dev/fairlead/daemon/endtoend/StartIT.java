package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start of an installation with a JVM's own cache, and without one. A daemon that reads
 * anything but frames from stdout fails these tests by itself.
 */
@DisabledOnOs(OS.WINDOWS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StartIT {
  /** Has the JVM end at once if it cannot use the cache that it was named. */
  private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on";

  private static final int STARTS = 5;

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void here() {
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    environment.put("FAIRLEAD_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("FAIRLEAD_JAVA_HOME", System.getProperty("java.home"));
  }

  @AfterEach
  void writable() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> mode(path, "rwxr-xr-x"));
    }
  }

  @Test
  void the_build_has_a_cache_and_it_is_used() throws Exception {
    environment.put("FAIRLEAD_JAVA_OPTS", CACHE_OR_NOTHING);

    assertThat(argumentsOf(DaemonProcess.launcher())).anyMatch(StartIT::namesCache);
  }

  @Test
  void it_is_used_after_a_move_through_a_link_and_where_nothing_can_be_written() throws Exception {
    environment.put("FAIRLEAD_JAVA_OPTS", CACHE_OR_NOTHING);
    Path moved = copy();
    Path link = Files.createSymbolicLink(directory.resolve("fairlead"), launcher(moved));
    try (Stream<Path> all = Files.walk(moved)) {
      all.filter(Files::isDirectory).forEach(path -> mode(path, "r-xr-xr-x"));
    }

    assertThat(argumentsOf(launcher(moved))).anyMatch(StartIT::namesCache);
    assertThat(argumentsOf(link)).anyMatch(StartIT::namesCache);
  }

  @Test
  void without_a_cache_or_with_a_stale_one_the_start_is_plain() throws Exception {
    Path moved = copy();
    Path jar = moved.resolve("daemon/target/fairlead/lib/fairlead-daemon.jar");
    FileTime future = FileTime.fromMillis(System.currentTimeMillis() + 60_000);
    Files.setLastModifiedTime(jar, future);
    assertThat(argumentsOf(launcher(moved))).noneMatch(StartIT::namesCache);

    for (Path cache : caches(moved)) {
      Files.delete(cache);
    }
    assertThat(argumentsOf(launcher(moved))).noneMatch(StartIT::namesCache);
  }

  @Test
  void a_cache_that_is_damaged_or_of_another_collector_costs_time_and_no_more() throws Exception {
    Path moved = copy();
    environment.put("FAIRLEAD_JAVA_OPTS", "-XX:-UseSerialGC -XX:+UseZGC");
    assertThat(argumentsOf(launcher(moved))).anyMatch(StartIT::namesCache);

    environment.remove("FAIRLEAD_JAVA_OPTS");
    for (Path cache : caches(moved)) {
      Files.writeString(cache, "no cache at all");
    }
    assertThat(argumentsOf(launcher(moved))).anyMatch(StartIT::namesCache);
  }

  @Test
  void a_java_home_of_seventeen_does_not_keep_it_from_starting() throws Exception {
    Path old = directory.resolve("jdk 17");
    Path bin = Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    mode(Files.writeString(bin.resolve("java"), "#!/bin/sh\necho no frame\n"), "rwxr-xr-x");
    environment.remove("FAIRLEAD_JAVA_HOME");
    environment.put("JAVA_HOME", old.toString());
    environment.put(
        "PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));

    assertThat(argumentsOf(DaemonProcess.launcher())).isNotEmpty();
  }

  @Test
  void a_client_that_waits_a_second_sees_the_tools_while_every_core_is_busy() throws Exception {
    List<Process> busy = new ArrayList<>();
    List<Duration> took = new ArrayList<>();
    try {
      for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
        busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      for (int i = 0; i < STARTS; i++) {
        long start = System.nanoTime();
        try (DaemonProcess daemon =
            DaemonProcess.of(DaemonProcess.launcher(), environment, directory)) {
          daemon.initialized("codex-mcp-client", "2025-06-18", Map.of());
          daemon.request("tools/list", Map.of());
          took.add(Duration.ofNanos(System.nanoTime() - start));
        }
      }
    } finally {
      busy.forEach(Process::destroyForcibly);
    }

    took.sort(null);
    System.err.printf("fairlead: tools are listed after %s while every core is busy%n", took);
    // the quickest: what else runs on a machine of tests is not the daemon's; benchmarks take the
    // median
    assertThat(took.getFirst()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void until_tools_are_listed_no_store_is_opened_and_no_library_of_it_loaded() throws Exception {
    try (DaemonProcess daemon =
        DaemonProcess.of(DaemonProcess.launcher(), environment, directory)) {
      daemon.initialized();
      daemon.request("tools/list", Map.of());
      Path maps = Path.of("/proc/" + daemon.handle().pid() + "/maps");

      assertThat(directory.resolve("state")).doesNotExist();
      if (Files.exists(maps)) {
        assertThat(Files.readString(maps)).contains("libjvm").doesNotContain("sqlitejdbc");
      }
    }
  }

  /** Starts a daemon, has it answer, and returns what its JVM was given. */
  private List<String> argumentsOf(Path launcher) throws Exception {
    try (DaemonProcess daemon = DaemonProcess.of(launcher, environment, directory)) {
      daemon.initialized();
      assertThat(daemon.request("tools/list", Map.of()).path("result").path("tools").size())
          .isEqualTo(12);
      List<String> arguments =
          List.of(daemon.handle().info().arguments().orElseGet(() -> new String[0]));
      daemon.closeInput();
      assertThat(daemon.awaitExit()).isZero();
      return arguments;
    }
  }

  private static boolean namesCache(String argument) {
    return argument.startsWith("-XX:AOTCache=");
  }

  /** The installation elsewhere, with the times of its files. */
  private Path copy() throws IOException {
    Path copy = directory.resolve("an installation (moved)");
    copy(DaemonProcess.root().resolve("scripts"), copy.resolve("scripts"));
    for (String part : List.of("lib", "aot", "build-id")) {
      Path from = DaemonProcess.root().resolve("daemon/target/fairlead").resolve(part);
      copy(from, copy.resolve("daemon/target/fairlead").resolve(part));
    }
    return copy;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(
            path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static Path launcher(Path installation) {
    return installation.resolve("scripts/daemon");
  }

  private static List<Path> caches(Path installation) throws IOException {
    try (Stream<Path> all = Files.list(installation.resolve("daemon/target/fairlead/aot"))) {
      return all.toList();
    }
  }

  private static void mode(Path path, String mode) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
