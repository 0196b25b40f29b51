package dev.fairlead.simulator.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One request and the sending of its answer, packet by packet.
 *
 * <p>Every {@code send} is one write. A client's close is noticed by a reader that watches the
 * connection meanwhile, ends every {@link #pause} at once and fails every later write.
 */
public final class Exchange {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final OutputStream out;
  private final HttpRequest request;
  private final Timeline timeline = new Timeline();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private int headStatus;
  private boolean closing;

  Exchange(Socket socket, OutputStream out, HttpRequest request) {
    this.socket = socket;
    this.out = out;
    this.request = request;
    this.closing = !request.keepAlive();
  }

  /** What was asked. */
  public HttpRequest request() {
    return request;
  }

  /** When things happened. */
  public Timeline timeline() {
    return timeline;
  }

  /** Ends the connection after this answer, without telling the client. */
  public void closeSilently() {
    closing = true;
  }

  /** Sends a whole answer with its length, in one write. */
  public void answer(int status, Map<String, String> headers, byte[] body) throws IOException {
    beginSized(status, headers, body.length);
    finishSized(body);
  }

  /** Prepares the head of an answer of known length; it goes out with the first bytes. */
  public void beginSized(int status, Map<String, String> headers, int length) {
    writeHead(status, headers, "Content-Length: " + length);
  }

  /** Prepares the head of an answer in chunks; it goes out with the first chunk. */
  public void beginChunked(int status, Map<String, String> headers) {
    writeHead(status, headers, "Transfer-Encoding: chunked");
  }

  /** Sends the head now, if it is still here. */
  public void flushHead() throws IOException {
    if (head.size() > 0) {
      write(new byte[0]);
    }
  }

  /** Sends a part of an answer of known length. */
  public void sendSized(byte[] part) throws IOException {
    write(part);
  }

  /** Sends the last part of an answer of known length. */
  public void finishSized(byte[] part) throws IOException {
    last(part);
  }

  /** Sends one chunk. */
  public void sendChunk(byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      write(chunk(bytes));
    }
  }

  /** Sends the last bytes and the mark of the end, in one write. */
  public void finishChunked(byte[] bytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + 24);
    if (bytes.length > 0) {
      all.writeBytes(chunk(bytes));
    }
    all.writeBytes(LAST_CHUNK);
    last(all.toByteArray());
  }

  /** Waits, and fails at once when the client goes away meanwhile. */
  public void pause(Duration time) throws IOException {
    if (time.isZero() || time.isNegative()) {
      return;
    }
    try {
      if (ended.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ClientGoneException();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ClientGoneException();
    }
  }

  /** Closes the connection in an orderly way, whatever was sent so far. */
  public void cut() {
    timeline.end(Timeline.State.CUT);
    close();
  }

  /** Throws the connection away, so that the client sees a reset. */
  public void reset() {
    timeline.end(Timeline.State.CUT);
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // it is closed below
    }
    close();
  }

  boolean closing() {
    return closing;
  }

  /** The connection has come to its end: the client's doing, unless it is closed here already. */
  void clientGone() {
    timeline.end(socket.isClosed() ? Timeline.State.CUT : Timeline.State.CLIENT_GONE);
    ended.countDown();
    close();
  }

  private void close() {
    closing = true;
    try {
      socket.close();
    } catch (IOException _) {
      // nothing is left to save
    }
  }

  private void writeHead(int status, Map<String, String> headers, String framing) {
    StringBuilder text = new StringBuilder(256);
    text.append("HTTP/1.1 ").append(status).append(' ').append(Reason.of(status)).append("\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    if (headers.keySet().stream().noneMatch("Date"::equalsIgnoreCase)) {
      text.append("Date: ")
          .append(RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
          .append("\r\n");
    }
    text.append(framing).append("\r\n");
    if (!request.keepAlive()) {
      text.append("Connection: close\r\n");
    }
    text.append("\r\n");
    head.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    headStatus = status;
  }

  private static byte[] chunk(byte[] bytes) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
    chunk.writeBytes(bytes);
    chunk.writeBytes(CRLF);
    return chunk.toByteArray();
  }

  private void last(byte[] bytes) throws IOException {
    if (ended.getCount() == 0) {
      throw new ClientGoneException();
    }
    byte[] packet = packet(bytes);
    // before the write: a client that has read everything may close before it returns
    timeline.end(Timeline.State.ANSWERED);
    try {
      out.write(packet);
    } catch (IOException _) {
      timeline.failAtTheEnd();
      throw new ClientGoneException();
    }
  }

  private void write(byte[] bytes) throws IOException {
    if (ended.getCount() == 0) {
      throw new ClientGoneException();
    }
    byte[] packet = packet(bytes);
    try {
      out.write(packet);
    } catch (IOException _) {
      clientGone();
      throw new ClientGoneException();
    }
  }

  private byte[] packet(byte[] bytes) {
    timeline.sending(headStatus);
    if (head.size() == 0) {
      return bytes;
    }
    head.writeBytes(bytes);
    byte[] packet = head.toByteArray();
    head.reset();
    return packet;
  }
}
