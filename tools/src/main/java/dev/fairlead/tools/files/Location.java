package dev.fairlead.tools.files;

import dev.fairlead.providers.text.Nearest;
import dev.fairlead.tools.files.GatedFile.Refused;
import dev.fairlead.tools.files.GatedFile.Why;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a path that somebody named leads, with every link and every {@code ..} resolved. */
public sealed interface Location {
  /** Inside the workspace, below that root. */
  record Found(Path root, Path real) implements Location {}

  /** Nowhere that we go. */
  record Nowhere(Refused refused) implements Location {}

  /** How many names of a directory are looked at to suggest one. */
  int NAMES = 2_000;

  /** The path as it was named, made absolute, links not resolved; empty if it is no path. */
  static Optional<Path> named(Workspace workspace, String path) {
    try {
      Path written = path.startsWith("file://") ? Path.of(URI.create(path)) : Path.of(path);
      if (written.isAbsolute()) {
        return Optional.of(written);
      }
      for (Path root : workspace.roots()) {
        if (Files.exists(root.resolve(written))) {
          return Optional.of(root.resolve(written));
        }
      }
      return workspace.roots().stream().findFirst().map(root -> root.resolve(written));
    } catch (IllegalArgumentException | FileSystemNotFoundException _) {
      return Optional.empty();
    }
  }

  static Location of(Workspace workspace, String path) {
    Optional<Path> named = named(workspace, path);
    if (workspace.roots().isEmpty()) {
      return nowhere(path, Why.OUTSIDE, "cannot be read, " + workspace.inWords());
    }
    if (named.isEmpty()) {
      return nowhere(path, Why.UNREADABLE, "is no path: give one as the file system writes it");
    }
    try {
      Path real = named.get().toRealPath();
      return workspace
          .rootOf(real)
          .<Location>map(root -> new Found(root, real))
          .orElseGet(() -> outside(workspace, path));
    } catch (NoSuchFileException _) {
      return workspace.rootOf(named.get().normalize()).isPresent()
          ? missing(workspace, path, named.get().normalize())
          : outside(workspace, path);
    } catch (IOException e) {
      return workspace.rootOf(named.get().normalize()).isPresent()
          ? nowhere(path, Why.UNREADABLE, "cannot be reached: " + e.getClass().getSimpleName())
          : outside(workspace, path);
    }
  }

  private static Location outside(Workspace workspace, String path) {
    String home = path.startsWith("~") ? "; ~ is not expanded" : "";
    return nowhere(
        path,
        Why.OUTSIDE,
        "is outside of the workspace: name a file inside of it ("
            + workspace.inWords()
            + ")"
            + home);
  }

  private static Location missing(Workspace workspace, String path, Path named) {
    Path parent = named.getParent();
    Path name = named.getFileName();
    List<String> near = new ArrayList<>();
    while (parent != null && workspace.rootOf(parent).isPresent() && near.isEmpty()) {
      if (Files.isDirectory(parent) && name != null) {
        Path directory = parent;
        Nearest.to(name.toString(), names(parent))
            .ifPresent(word -> near.add(workspace.shown(directory.resolve(word))));
      }
      name = parent.getFileName();
      parent = parent.getParent();
    }
    String suggestion = near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?";
    return nowhere(path, Why.MISSING, "does not exist (" + workspace.inWords() + ")" + suggestion);
  }

  private static List<String> names(Path directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() >= NAMES) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      return names;
    }
    return names;
  }

  private static Location nowhere(String path, Why why, String message) {
    String shown = path.length() <= 300 ? path : path.substring(0, 297) + "...";
    return new Nowhere(new Refused(shown, why, shown.replace('\0', '?') + " " + message));
  }
}
