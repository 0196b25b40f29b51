package dev.fairlead.tools.expert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What an expert is told about its part: the same preamble in every call, so that vendors find it
 * in their caches, and a role that opens a tool's first turn in a thread.
 */
public final class Instructions {
  /** What every expert is told. */
  static final String PREAMBLE = read(Instructions.class, "preamble.md");

  private Instructions() {}

  /** What is said in the resource of that name beside that class. */
  public static String read(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
