package dev.fairlead.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this process runs and what it was given, read once by the wiring.
 *
 * @param environment its environment variables
 * @param home the home directory that the user's account has
 * @param workingDirectory where it was started
 * @param application the directory of the installation, or null when run from class files
 */
record Installation(
    Map<String, String> environment, Path home, Path workingDirectory, @Nullable Path application) {
  /** That of this process. */
  static Installation ofThisProcess() {
    return new Installation(
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Path.of(System.getProperty("user.dir")),
        path("fairlead.home"));
  }

  /**
   * Where the user's programs keep their files: the directory that HOME names, which may be another
   * than the account's.
   */
  Path ownHome() {
    String named = environment.getOrDefault("HOME", "");
    boolean counts = !isOnWindows() && !named.isBlank() && Path.of(named).isAbsolute();
    return counts ? Path.of(named) : home;
  }

  private static boolean isOnWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  /** The script that starts it, as an IDE would. */
  String launcher() {
    String end = isOnWindows() ? ".cmd" : "";
    if (application == null) {
      return "scripts/daemon" + end;
    }
    Path packaged = application.resolveSibling("bin/fairlead" + end);
    return Files.exists(packaged)
        ? packaged.toString()
        : application.resolve("../../../scripts/daemon" + end).normalize().toString();
  }

  /** The daemon's version. */
  static String version() {
    return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "dev");
  }

  /** How this process was started, so that another can be started the same way with other ends. */
  List<String> java(String classPath, String main) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(
        java.toString(),
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-Dfairlead.home=" + Optional.ofNullable(application).map(Path::toString).orElse(""),
        "-cp",
        classPath,
        main);
  }

  private static @Nullable Path path(String property) {
    String value = System.getProperty(property);
    return value == null || value.isBlank() ? null : Path.of(value).toAbsolutePath().normalize();
  }
}
