package dev.fairlead.tools.expert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What an expert is told about its part: the same preamble for all, then the tool's own words. */
public final class Instructions {
  private static final String PREAMBLE = read(Instructions.class, "preamble.md");

  private Instructions() {}

  /** The instructions of the resource of that name beside that class. */
  public static String of(Class<?> tool, String resource) {
    return PREAMBLE + "\n" + read(tool, resource);
  }

  private static String read(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
