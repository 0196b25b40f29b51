package dev.fairlead.tools.files;

import java.nio.file.Path;
import java.util.List;

/**
 * The directories whose files may be read, and nothing outside of them.
 *
 * @param roots absolute, real paths, the first one being where relative paths start; may be empty
 */
public record Workspace(List<Path> roots) {
  public Workspace {
    roots = List.copyOf(roots);
  }
}
