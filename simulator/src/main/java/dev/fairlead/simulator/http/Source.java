package dev.fairlead.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The incoming half of a connection, buffered, and able to wait without consuming. */
final class Source {
  private static final int LINE_LIMIT = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int at;
  private int end;

  Source(InputStream in) {
    this.in = in;
  }

  /** Waits for a byte and leaves it there; false when the other side has closed. */
  boolean awaitByte() throws IOException {
    if (at < end) {
      return true;
    }
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /** A line without its end, or null where the connection ends before it. */
  @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    while (awaitByte()) {
      byte next = buffer[at++];
      if (next == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() >= LINE_LIMIT) {
        throw new MalformedRequestException("header line over " + LINE_LIMIT + " bytes");
      }
      line.write(next);
    }
    return null;
  }

  byte[] exactly(int length) throws IOException {
    byte[] bytes = new byte[length];
    int filled = 0;
    while (filled < length) {
      if (!awaitByte()) {
        throw new MalformedRequestException("body ends after " + filled + " of " + length);
      }
      int count = Math.min(length - filled, end - at);
      System.arraycopy(buffer, at, bytes, filled, count);
      at += count;
      filled += count;
    }
    return bytes;
  }
}
