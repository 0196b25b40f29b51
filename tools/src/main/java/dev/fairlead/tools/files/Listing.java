package dev.fairlead.tools.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * The files that a directory or a glob stands for. The walk is bounded, follows no link, and skips
 * what is hidden, ignored, built or binary.
 *
 * @param files absolute paths, in the order of their names
 * @param skipped what was left out
 * @param cut whether there was more than is looked at
 */
public record Listing(List<String> files, Skipped skipped, boolean cut) {
  /** How many files are taken, which is more than any window holds. */
  static final int MOST = 1_000;

  /** How many entries are looked at to find them. */
  static final int MOST_LOOKED_AT = 10_000;

  private static final int DEEPEST = 40;

  private static final Set<String> BUILT =
      Set.of(
          "node_modules",
          "target",
          "build",
          "dist",
          "out",
          "bin",
          "obj",
          "vendor",
          "venv",
          "env",
          "__pycache__",
          "coverage",
          "bower_components",
          "site-packages",
          "jspm_packages");

  private static final Set<String> NO_TEXT =
      Set.of(
          "class", "jar", "war", "ear", "zip", "gz", "bz2", "xz", "zst", "7z", "rar", "tar", "tgz",
          "png", "jpg", "jpeg", "gif", "webp", "bmp", "ico", "icns", "pdf", "docx", "xlsx", "pptx",
          "doc", "xls", "ppt", "odt", "mp3", "mp4", "mov", "avi", "wav", "ogg", "webm", "exe",
          "dll", "so", "dylib", "a", "o", "obj", "lib", "pyc", "wasm", "ttf", "otf", "woff",
          "woff2", "eot", "db", "sqlite", "lock", "map", "min.js", "iso", "dmg", "bin");

  public Listing {
    files = List.copyOf(files);
  }

  /** What that path stands for; empty if it names a single file, or nothing. */
  public static Optional<Listing> of(Workspace workspace, Gate gate, String path) {
    if (gate.locate(workspace, path) instanceof Location.Found(Path root, Path real)) {
      return Files.isDirectory(real)
          ? Optional.of(new Walk(root, _ -> true).from(real))
          : Optional.empty();
    }
    int wild = wildcard(path);
    if (wild < 0) {
      return Optional.empty();
    }
    String start = path.substring(0, path.lastIndexOf('/', wild) + 1);
    Location location = gate.locate(workspace, start.isEmpty() ? "." : start);
    if (location instanceof Location.Found(Path root, Path real) && Files.isDirectory(real)) {
      return matcher(real, path.substring(start.length()))
          .map(matching -> new Walk(root, matching).from(real));
    }
    return Optional.empty();
  }

  private static int wildcard(String path) {
    for (int i = 0; i < path.length(); i++) {
      if ("*?[{".indexOf(path.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** {@code **}/ stands for no directory, too, which the platform's globs do not know. */
  private static Optional<PathMatcher> matcher(Path start, String glob) {
    try {
      PathMatcher whole = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      PathMatcher flat = FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("**/", ""));
      return Optional.of(file -> {
        Path relative = start.relativize(file);
        return whole.matches(relative) || flat.matches(relative);
      });
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static final class Walk {
    private final Path root;
    private final PathMatcher wanted;
    private final List<String> files = new ArrayList<>();
    private final Skipped skipped = new Skipped();
    private int looked;

    Walk(Path root, PathMatcher wanted) {
      this.root = root;
      this.wanted = wanted;
    }

    Listing from(Path start) {
      IgnoreRules rules = IgnoreRules.NONE;
      for (Path above = root; !above.equals(start); ) {
        rules = rules.and(above);
        above = above.resolve(above.relativize(start).getName(0));
      }
      visit(start, rules, 0);
      return new Listing(files, skipped, full());
    }

    private boolean full() {
      return files.size() >= MOST || looked >= MOST_LOOKED_AT;
    }

    private void visit(Path directory, IgnoreRules above, int depth) {
      IgnoreRules rules = above.and(directory);
      for (Path entry : entries(directory)) {
        if (files.size() >= MOST) {
          return;
        }
        String name = String.valueOf(entry.getFileName());
        boolean isDirectory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        if (name.startsWith(".")) {
          skip("hidden", entry);
        } else if (isDirectory && BUILT.contains(name)) {
          skip("build output", entry);
        } else if (rules.ignore(entry, isDirectory)) {
          skip("ignored by .gitignore", entry);
        } else if (isDirectory && depth < DEEPEST) {
          visit(entry, rules, depth + 1);
        } else if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          skip("no plain file", entry);
        } else if (wanted.matches(entry)) {
          take(entry, name);
        }
      }
    }

    private void take(Path entry, String name) {
      if (NO_TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
        skip("binary or generated", entry);
      } else {
        files.add(entry.toString());
      }
    }

    private void skip(String reason, Path what) {
      skipped.add(reason, root.relativize(what).toString().replace('\\', '/'));
    }

    /** Sorted, so that the same directory gives the same prompt; no more than may be looked at. */
    private List<Path> entries(Path directory) {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        for (Path entry : stream) {
          if (looked >= MOST_LOOKED_AT) {
            break;
          }
          looked++;
          entries.add(entry);
        }
      } catch (IOException | DirectoryIteratorException _) {
        skip("unreadable directory", directory);
      }
      entries.sort(null);
      return entries;
    }
  }
}
