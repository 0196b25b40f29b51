package dev.fairlead.tools.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads what a process writes, up to a limit, on a thread of its own: an interrupt does not end a
 * read, the end of the process does.
 */
final class Pipe {
  /** How long a stream may stay open after its process has ended. */
  private static final Duration LINGERING = Duration.ofSeconds(2);

  private final Thread thread;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean cut;

  private Pipe(InputStream in, int most, Runnable full) {
    this.thread = Thread.ofPlatform().daemon().name("git").unstarted(() -> read(in, most, full));
  }

  /** Reads that stream from now on, and runs that once if there is more than the limit. */
  static Pipe reading(InputStream in, int most, Runnable full) {
    Pipe pipe = new Pipe(in, most, full);
    pipe.thread.start();
    return pipe;
  }

  /** Reads to the end in any case: a process that cannot write does not end by itself. */
  private void read(InputStream in, int most, Runnable full) {
    byte[] buffer = new byte[8_192];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int taken = Math.min(read, most - bytes.size());
        bytes.write(buffer, 0, taken);
        if (taken < read && !cut) {
          cut = true;
          full.run();
        }
      }
    } catch (IOException _) {
      // the process was ended, and what it wrote until then is all there is
    }
  }

  /** Waits for the end, after which the rest can be asked for; false if it does not come. */
  boolean ended() throws InterruptedException {
    return thread.join(LINGERING);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  boolean cut() {
    return cut;
  }
}
