package dev.fairlead.tools.git;

import org.jspecify.annotations.Nullable;

/**
 * A file that changed.
 *
 * @param scope between which states
 * @param how what happened to it
 * @param what it is
 * @param path from the top of the working tree
 * @param from its path before, if it was renamed
 */
public record Change(Scope scope, How how, What what, String path, @Nullable String from) {
  /** What happened to a file. */
  public enum How {
    ADDED,
    MODIFIED,
    DELETED,
    RENAMED,
    /** It became another kind of file. */
    RETYPED,
    /** Its merge is not finished. */
    CONFLICTING
  }

  /** What is recorded under a path. */
  public enum What {
    FILE,
    LINK,
    /** Another repository. */
    SUBMODULE
  }

  static How how(char letter) {
    return switch (letter) {
      case 'A', 'C' -> How.ADDED;
      case 'D' -> How.DELETED;
      case 'R' -> How.RENAMED;
      case 'T' -> How.RETYPED;
      case 'U' -> How.CONFLICTING;
      default -> How.MODIFIED;
    };
  }

  static What what(String mode) {
    return switch (mode) {
      case "160000" -> What.SUBMODULE;
      case "120000" -> What.LINK;
      default -> What.FILE;
    };
  }
}
