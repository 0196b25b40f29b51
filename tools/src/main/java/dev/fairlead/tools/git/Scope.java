package dev.fairlead.tools.git;

import java.util.List;

/**
 * Between which two states changes are looked for.
 *
 * @param label in a word or two
 * @param arguments what tells git
 */
public record Scope(String label, List<String> arguments) {
  /** What the next commit would bring. */
  public static final Scope STAGED = new Scope("staged", List.of("--cached"));

  /** What the next commit would leave behind. */
  public static final Scope UNSTAGED = new Scope("not staged", List.of());

  /** Files that git does not know. */
  public static final Scope UNTRACKED = new Scope("untracked", List.of());

  public Scope {
    arguments = List.copyOf(arguments);
  }
}
