package dev.fairlead.daemon;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chance from the system's own source, which is opened with the first draw, not at a start, and
 * asked for many numbers at a time. Thread-safe.
 */
final class Chance implements RandomGenerator {
  private static final int HANDFUL = 128 * Long.BYTES;

  private final ByteBuffer drawn = ByteBuffer.allocate(HANDFUL).limit(0);
  private @Nullable SecureRandom source;

  @Override
  public synchronized long nextLong() {
    if (!drawn.hasRemaining()) {
      if (source == null) {
        source = new SecureRandom();
      }
      source.nextBytes(drawn.array());
      drawn.clear();
    }
    return drawn.getLong();
  }
}
