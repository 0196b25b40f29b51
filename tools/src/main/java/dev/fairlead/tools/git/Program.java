package dev.fairlead.tools.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the git program: an absolute path, so that none is taken from where the work is. */
final class Program {
  private static final List<String> NAMES = List.of("git", "git.exe");

  private Program() {}

  /**
   * The git program on the path of that environment.
   *
   * @param notIn directories that no program is taken from
   */
  static Path find(Map<String, String> environment, List<Path> notIn) throws GitException {
    String path =
        environment.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase("PATH"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    for (String entry : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Optional<Path> program = directory(entry).flatMap(directory -> in(directory, notIn));
      if (program.isPresent()) {
        return program.get();
      }
    }
    throw new GitException(
        "git is not installed, or not on the PATH of this server: install it, or have the changed"
            + " files looked at by codereview");
  }

  private static Optional<Path> directory(String entry) {
    try {
      Path directory = Path.of(entry);
      return directory.isAbsolute() ? Optional.of(directory.toRealPath()) : Optional.empty();
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> in(Path directory, List<Path> notIn) {
    return notIn.stream().anyMatch(directory::startsWith)
        ? Optional.empty()
        : NAMES.stream()
            .map(directory::resolve)
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .findFirst();
  }
}
