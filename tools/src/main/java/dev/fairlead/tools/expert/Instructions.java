package dev.fairlead.tools.expert;

import dev.fairlead.providers.text.Shipped;

/**
 * What an expert is told about its part: the same preamble in every call, so that vendors find it
 * in their caches, and a role that opens a tool's first turn in a thread.
 */
public final class Instructions {
  /** What every expert is told. */
  static final Role PREAMBLE = Role.of(Instructions.class, "preamble.md");

  private Instructions() {}

  /** What is said in the resource of that name beside that class. */
  public static String read(Class<?> beside, String resource) {
    return Shipped.text(beside, resource).strip();
  }
}
