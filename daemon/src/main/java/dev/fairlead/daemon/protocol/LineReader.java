package dev.fairlead.daemon.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The way in, line by line, with a bound on what one line may hold. For one thread. */
final class LineReader {
  /** The most bytes of one message. */
  static final int LARGEST_FRAME = 32 * 1024 * 1024;

  private static final int HEAD = 4096;

  private final ReadableByteChannel in;
  private final int largest;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
  private boolean ended;

  LineReader(ReadableByteChannel in, int largest) {
    this.in = in;
    this.largest = largest;
  }

  /**
   * One line, without its end.
   *
   * @param bytes the whole line, or its beginning if it was too long
   * @param tooLong whether it had more bytes than a message may have
   * @param whole whether its end was seen
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Line(byte[] bytes, boolean tooLong, boolean whole) {}

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long length = 0;
    while (true) {
      if (!buffer.hasRemaining() && !fill()) {
        return length == 0 ? null : line(line, length, false);
      }
      int end = endOfLine();
      int count = (end < 0 ? buffer.limit() : end) - buffer.position();
      int kept = (int) Math.max(0, Math.min(count, largest - length));
      line.write(buffer.array(), buffer.position(), kept);
      length += count;
      buffer.position(buffer.position() + count);
      if (length > largest && line.size() > HEAD) {
        line = head(line);
      }
      if (end >= 0) {
        buffer.get();
        return line(line, length, true);
      }
    }
  }

  private Line line(ByteArrayOutputStream line, long length, boolean whole) {
    byte[] bytes = line.toByteArray();
    int size = bytes.length;
    boolean returned = size > 0 && bytes[size - 1] == '\r';
    return new Line(returned ? Arrays.copyOf(bytes, size - 1) : bytes, length > largest, whole);
  }

  private static ByteArrayOutputStream head(ByteArrayOutputStream line) {
    ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
    head.write(line.toByteArray(), 0, HEAD);
    return head;
  }

  private int endOfLine() {
    byte[] array = buffer.array();
    for (int i = buffer.position(); i < buffer.limit(); i++) {
      if (array[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    buffer.clear();
    int count = in.read(buffer);
    buffer.flip();
    ended = count < 0;
    return !ended;
  }
}
