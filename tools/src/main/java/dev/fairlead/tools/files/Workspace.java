package dev.fairlead.tools.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directories whose files may be read, and nothing outside of them.
 *
 * @param roots absolute, real paths, the first one being where relative paths start; may be empty
 * @param refused why other directories did not become roots, one sentence each
 */
public record Workspace(List<Path> roots, List<String> refused) {
  private static final List<Path> SYSTEM =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/etc"));

  public Workspace {
    roots = List.copyOf(roots);
    refused = List.copyOf(refused);
  }

  /** These roots, taken as they are. */
  public Workspace(List<Path> roots) {
    this(roots, List.of());
  }

  /**
   * Those of the wanted directories that may be roots. Refused are what is no directory, the root
   * of the file system, the home directory and whatever contains it, system directories, and the
   * directory this program is installed in.
   *
   * @param wanted in order of preference
   * @param homes the user's home directories: the account's, and another if the user set one
   * @param install where this program is installed, or null if the user named the roots on purpose
   */
  public static Workspace of(List<Path> wanted, List<Path> homes, @Nullable Path install) {
    List<Path> roots = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path each : wanted) {
      try {
        Path real = each.toRealPath();
        Optional<String> unfit = unfit(real, homes, install == null ? null : real(install));
        unfit.ifPresent(why -> refused.add(each + " cannot be a workspace root: " + why));
        if (unfit.isEmpty() && !roots.contains(real)) {
          roots.add(real);
        }
      } catch (IOException _) {
        refused.add(each + " cannot be a workspace root: there is no such directory");
      }
    }
    return new Workspace(roots, refused);
  }

  /** The root that this real path lies in, if any does. */
  Optional<Path> rootOf(Path real) {
    return roots.stream().filter(real::startsWith).findFirst();
  }

  /** How a real path is shown: relative to the first root if inside of it, else whole. */
  public String shown(Path real) {
    boolean inFirst = !roots.isEmpty() && real.startsWith(roots.getFirst());
    Path path = inFirst ? roots.getFirst().relativize(real) : real;
    String text = path.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }

  /** The roots in words, for messages. */
  String inWords() {
    if (!roots.isEmpty()) {
      return "workspace: " + String.join(", ", roots.stream().map(Path::toString).toList());
    }
    return refused.isEmpty()
        ? "there is no workspace: name one in the settings"
        : "there is no workspace: " + String.join("; ", refused);
  }

  private static Optional<String> unfit(Path real, List<Path> homes, @Nullable Path install) {
    if (!Files.isDirectory(real)) {
      return Optional.of("it is not a directory");
    }
    if (real.getNameCount() == 0) {
      return Optional.of("it is the root of the file system; open a project directory");
    }
    for (Path home : homes.stream().map(Workspace::real).toList()) {
      if (home.startsWith(real)) {
        return Optional.of(
            real.equals(home)
                ? "it is the home directory; open a project directory"
                : "it contains the home directory; open a project directory");
      }
    }
    if (SYSTEM.stream().anyMatch(real::startsWith)) {
      return Optional.of("it belongs to the system; open a project directory");
    }
    return install != null && (real.startsWith(install) || install.startsWith(real))
        ? Optional.of("this program is installed there; name it in the settings if it is meant")
        : Optional.empty();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.toAbsolutePath().normalize();
    }
  }
}
