package dev.fairlead.providers.openai;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the events in a stream of server-sent events, however its bytes are cut into reads. It
 * works on bytes and keeps its buffers, so that an event costs no memory of its own. For one
 * thread.
 */
final class EventReader {
  private static final int LARGEST = 16 << 20;
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private byte[] buffer = new byte[4096];
  private int from;
  private int scanned;
  private int to;
  private boolean afterReturn;
  private boolean first = true;

  private byte[] data = new byte[1024];
  private int length;
  private boolean hasData;
  private boolean ready;

  /** More bytes of the stream. */
  void feed(ByteBuffer bytes) throws ProviderException {
    int more = bytes.remaining();
    if (to + more > buffer.length) {
      int kept = to - from;
      byte[] target = buffer.length >= kept + more ? buffer : grown(buffer, kept + more);
      System.arraycopy(buffer, from, target, 0, kept);
      buffer = target;
      scanned -= from;
      from = 0;
      to = kept;
    }
    bytes.get(buffer, to, more);
    to += more;
  }

  /** Whether there is a next event; its data is then in {@link #data} until the next call. */
  boolean next() throws ProviderException {
    if (ready) {
      clear();
    }
    while (scanned < to) {
      int end = lineEnd();
      if (end == to) {
        scanned = to;
        afterReturn = afterReturn && from == to;
        return false;
      }
      int start = from;
      boolean isRestOfEnd = afterReturn && end == start && buffer[end] == '\n';
      afterReturn = buffer[end] == '\r';
      scanned = end + 1;
      from = scanned;
      if (!isRestOfEnd) {
        line(start, end);
        if (ready) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where the first line ends that is not looked through yet, or where the bytes do. */
  private int lineEnd() {
    byte[] bytes = buffer; // in a local, which the first compiler does not reload for every byte
    int end = to;
    int at = scanned;
    while (at < end) {
      byte b = bytes[at];
      if (b <= '\r' && (b == '\n' || b == '\r')) {
        return at;
      }
      at++;
    }
    return at;
  }

  /** Whether an event was left without the blank line that ends it, once the stream has ended. */
  boolean last() throws ProviderException {
    if (ready) {
      clear();
    }
    if (from < to) {
      int start = from;
      from = to;
      line(start, to);
    }
    ready = hasData;
    return ready;
  }

  /** The bytes of the event's data, from zero to {@link #length}. */
  byte[] data() {
    return data;
  }

  int length() {
    return length;
  }

  private void clear() {
    length = 0;
    hasData = false;
    ready = false;
  }

  private void line(int lineStart, int end) throws ProviderException {
    int start = lineStart;
    if (first) {
      first = false;
      if (end - start >= MARK.length
          && Arrays.equals(buffer, start, start + MARK.length, MARK, 0, MARK.length)) {
        start += MARK.length;
      }
    }
    if (start == end) {
      ready = hasData;
      return;
    }
    int colon = start;
    while (colon < end && buffer[colon] != ':') {
      colon++;
    }
    if (colon - start == DATA.length && Arrays.equals(buffer, start, colon, DATA, 0, DATA.length)) {
      int value = Math.min(colon + 1, end);
      append(value < end && buffer[value] == ' ' ? value + 1 : value, end);
    } else if (colon > start && !isOtherField(start, colon)) {
      throw new ProviderException(new ProviderError.Malformed("a line that is not of an event"));
    }
  }

  private boolean isOtherField(int start, int colon) {
    String name = new String(buffer, start, Math.min(colon - start, 8), StandardCharsets.US_ASCII);
    return name.equals("event") || name.equals("id") || name.equals("retry");
  }

  private void append(int start, int end) throws ProviderException {
    int more = end - start + (hasData ? 1 : 0);
    if (length + more > data.length) {
      byte[] target = grown(data, length + more);
      System.arraycopy(data, 0, target, 0, length);
      data = target;
    }
    if (hasData) {
      data[length++] = '\n';
    }
    System.arraycopy(buffer, start, data, length, end - start);
    length += end - start;
    hasData = true;
  }

  private static byte[] grown(byte[] old, int needed) throws ProviderException {
    if (needed > LARGEST) {
      throw new ProviderException(
          new ProviderError.Malformed("an event of more than " + LARGEST + " bytes"));
    }
    return new byte[Math.max(old.length * 2, needed)];
  }
}
