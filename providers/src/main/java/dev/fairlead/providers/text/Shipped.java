package dev.fairlead.providers.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Texts that come with the program. They are read by platform threads alone: a jar is read under a
 * lock, and where several virtual threads wait for it while others hold on to their carriers, as
 * they do while a class begins, none may ever go on.
 */
public final class Shipped {
  private Shipped() {}

  /**
   * What the resource of that name beside that class says.
   *
   * @throws IllegalStateException if it is missing
   */
  public static String text(Class<?> beside, String resource) {
    if (!Thread.currentThread().isVirtual()) {
      return read(beside, resource);
    }
    FutureTask<String> reading = new FutureTask<>(() -> read(beside, resource));
    Thread.ofPlatform().daemon().name("resource").start(reading);
    return result(reading);
  }

  /** Waits for it in any case; an interrupted caller stays interrupted. */
  private static String result(FutureTask<String> reading) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reading.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
