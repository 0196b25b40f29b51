package dev.fairlead.daemon.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A checkout in a directory of its own: the real scripts, a build and JDKs that only say how they
 * were called.
 */
final class Checkout {
  private static final String SAYS_ITS_CALL =
      """
      #!/bin/sh
      printf 'pid=%s\\n' "$$"
      printf 'home=%s\\n' '@HOME@'
      printf 'cwd=%s\\n' "$PWD"
      for argument; do printf 'arg=%s\\n' "$argument"; done
      """;

  private final Path base;
  private final Path root;
  private final Path system;
  private final Path tools;
  private final Map<String, String> environment = new HashMap<>();

  Checkout(Path base) throws IOException {
    this.base = base.toRealPath();
    root = this.base.resolve("a checkout (copy)");
    system = this.base.resolve("the system");
    tools = Files.createDirectories(this.base.resolve("tools"));
    Path scripts = Path.of(System.getProperty("fairlead.root", "..")).resolve("scripts");
    for (String name : List.of("daemon", "lib/jdk.sh", "lib/build.sh")) {
      Path copy = root.resolve("scripts").resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(scripts.resolve(name), copy);
    }
    replace(root.resolve("scripts/lib/jdk.sh"), "\nsystem= ", "\nsystem='" + system + "' ");
    Files.createDirectories(root.resolve("daemon"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    environment.put("PATH", tools.toString());
    environment.put("HOME", Files.createDirectories(this.base.resolve("home")).toString());
    tool("readlink");
  }

  Path base() {
    return base;
  }

  Path app() {
    return root.resolve("daemon/target/fairlead");
  }

  Path root() {
    return root;
  }

  Path launcher() {
    return root.resolve("scripts/daemon");
  }

  Path home() {
    return base.resolve("home");
  }

  Path system() {
    return system;
  }

  Path tools() {
    return tools;
  }

  Checkout set(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  Checkout unset(String variable) {
    environment.remove(variable);
    return this;
  }

  Checkout built() throws IOException {
    Files.createDirectories(app());
    Files.writeString(app().resolve("build-id"), "paper");
    return this;
  }

  /** A build with a jar and, made after it, a cache for that JDK. */
  Path cached(String jdk) throws IOException {
    built();
    Path jar = Files.createDirectories(app().resolve("lib")).resolve("fairlead-daemon.jar");
    Files.writeString(jar, "a jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    Path cache = app().resolve("aot/paper-" + jdk + ".aot");
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "a cache");
    Files.setLastModifiedTime(cache, FileTime.from(Instant.parse("2026-01-01T00:01:00Z")));
    return cache;
  }

  /** Makes a tool of this machine visible on the search path, which has nothing else. */
  Checkout tool(String name) throws IOException {
    for (String directory : List.of("/usr/bin", "/bin")) {
      Path tool = Path.of(directory, name);
      if (Files.isExecutable(tool)) {
        Files.createSymbolicLink(tools.resolve(name), tool);
        return this;
      }
    }
    throw new IllegalStateException("this machine has no " + name);
  }

  Path jre(Path home, String version) throws IOException {
    Files.createDirectories(home);
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Paper Mill\"\nJAVA_RUNTIME_VERSION=\""
            + version
            + "+9-LTS\"\nJAVA_VERSION=\""
            + version
            + "\"\nMODULES=\"java.base\"\n");
    executable(home.resolve("bin/java"), SAYS_ITS_CALL.replace("@HOME@", home.toString()));
    return home;
  }

  Path jdk(Path home, String version) throws IOException {
    executable(jre(home, version).resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void replace(Path file, String what, String with) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(what)) {
      throw new IllegalStateException(file + " has no line" + what);
    }
    Files.writeString(file, text.replace(what, with));
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return run(launcher().toString(), base, arguments);
  }

  Run run(String command, Path directory, String... arguments)
      throws IOException, InterruptedException {
    return start(command, directory, arguments).end();
  }

  Started start(String command, Path directory, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(base, "out", "");
    Path err = Files.createTempFile(base, "err", "");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Started(builder.start(), out, err);
  }

  /** A script that runs, its output going to files, so that nobody waits for a reader. */
  record Started(Process process, Path out, Path err) {

    Run end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + Files.readString(err));
      }
      return new Run(
          process.pid(),
          process.exitValue(),
          Files.readString(out, UTF_8),
          Files.readString(err, UTF_8));
    }
  }

  /** What came of a script. */
  record Run(long pid, int exit, String out, String err) {

    /** What the paper JDK said of {@code name}; the same name may come several times. */
    List<String> said(String name) {
      return out.lines()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1))
          .toList();
    }

    /** The arguments after the main class. */
    List<String> arguments() {
      List<String> all = said("arg");
      int main =
          Math.max(
              all.indexOf("dev.fairlead.daemon.Main"), all.indexOf("dev.fairlead.simulator.Main"));
      return all.subList(main + 1, all.size());
    }
  }
}
