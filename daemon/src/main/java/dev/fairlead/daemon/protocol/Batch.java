package dev.fairlead.daemon.protocol;

import java.io.ByteArrayOutputStream;

/**
 * The replies to the requests that came in one array, which revision 2025-03-26 allows: they go
 * back in one array, in the order in which they are ready, and in several if one would be too
 * large. Thread-safe.
 */
final class Batch implements Sink {
  private final Sink out;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private int open;

  /** An array of so many requests. */
  Batch(Sink out, int requests) {
    this.out = out;
    this.open = requests;
  }

  @Override
  public synchronized void write(byte[] message) {
    if (gathered.size() + message.length + 2 > FrameWriter.LARGEST_FRAME) {
      flush();
    }
    gathered.write(gathered.size() == 0 ? '[' : ',');
    gathered.writeBytes(message);
  }

  /** One request will have no reply any more, or has it. */
  synchronized void ended() {
    open--;
    if (open == 0) {
      flush();
    }
  }

  private void flush() {
    if (gathered.size() > 0) {
      gathered.write(']');
      out.write(gathered.toByteArray());
      gathered.reset();
    }
  }
}
