package dev.fairlead.providers.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that come with the program, read by platform threads alone. */
public final class Shipped {
  private Shipped() {}

  /**
   * What the resource of that name beside that class says.
   *
   * @throws IllegalStateException if it is missing
   */
  public static String text(Class<?> beside, String resource) {
    return PlatformThread.call("resource", () -> read(beside, resource));
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
