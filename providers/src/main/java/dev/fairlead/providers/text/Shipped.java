package dev.fairlead.providers.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts that come with the program, read by platform threads alone. */
public final class Shipped {
  private Shipped() {}

  /**
   * What the resource of that name beside that class says.
   *
   * @throws IllegalStateException if it is missing
   */
  public static String text(Class<?> beside, String resource) {
    return find(beside, resource)
        .orElseThrow(() -> new IllegalStateException(resource + " is missing in this build"));
  }

  /** The same of one that may be missing. */
  public static Optional<String> find(Class<?> beside, String resource) {
    return PlatformThread.call("resource", () -> read(beside, resource));
  }

  private static Optional<String> read(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
