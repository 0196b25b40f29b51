package dev.fairlead.tools.expert;

import dev.fairlead.tools.text.TokenEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What an expert is told about its part, read when it is first told: a process starts with all
 * tools, and most of them are never called in it. Thread-safe.
 */
public final class Role {
  private final Class<?> tool;
  private final String resource;
  private volatile @Nullable String text;
  private volatile @Nullable Counted counted;

  private record Counted(TokenEstimate by, long tokens) {}

  private Role(Class<?> tool, String resource) {
    this.tool = tool;
    this.resource = resource;
  }

  /** The role in the resource of that name beside that class. */
  public static Role of(Class<?> tool, String resource) {
    return new Role(tool, resource);
  }

  /** Its words. */
  public String text() {
    String read = text;
    if (read == null) {
      read = Instructions.read(tool, resource);
      text = read;
    }
    return read;
  }

  /** How many tokens its words are, counted once by that estimate. */
  long tokens(TokenEstimate estimate) {
    Counted known = counted;
    if (known == null || !known.by().equals(estimate)) {
      known = new Counted(estimate, estimate.of(text()));
      counted = known;
    }
    return known.tokens();
  }
}
