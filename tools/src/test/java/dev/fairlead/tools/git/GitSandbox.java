package dev.fairlead.tools.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real repository, made with the git program, away from the user's own settings. */
public final class GitSandbox {
  private final Path top;
  private final Path home;

  private GitSandbox(Path top, Path home) {
    this.top = top;
    this.home = home;
  }

  /** A new repository in that directory, which may exist. */
  public static GitSandbox in(Path top, Path home) throws Exception {
    Files.createDirectories(top);
    Files.createDirectories(home);
    GitSandbox sandbox = new GitSandbox(top, home);
    sandbox.git("init", "-q", "-b", "main");
    sandbox.git("config", "user.email", "a@example.org");
    sandbox.git("config", "user.name", "A");
    return sandbox;
  }

  /** The environment in which git finds nothing of the user's. */
  public Map<String, String> environment() {
    return Map.of(
        "PATH",
        System.getenv("PATH"),
        "HOME",
        home.toString(),
        "GIT_CONFIG_NOSYSTEM",
        "1",
        "GIT_DIR",
        "/nowhere");
  }

  /** The top of the working tree. */
  public Path top() {
    return top;
  }

  /** Writes a file. */
  public GitSandbox file(String path, String text) throws IOException {
    Path file = top.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    return this;
  }

  /** Commits everything there is. */
  public GitSandbox commit() throws Exception {
    git("add", "-A", "-f");
    git("commit", "-q", "--allow-empty", "-m", "as it was");
    return this;
  }

  /** Runs git, which has to be there and to succeed. */
  public String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(top.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("git %s: %s", List.of(arguments), said).isZero();
    return said;
  }
}
