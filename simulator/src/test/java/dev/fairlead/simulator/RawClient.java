package dev.fairlead.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client on a bare socket, which gets every byte that was sent, also before a reset. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(URI base) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort());
    socket.setTcpNoDelay(true);
  }

  /** Sends text as it is. */
  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Sends a chat request. */
  RawClient chat(URI base, String body) throws IOException {
    return send(head(base, body.getBytes(StandardCharsets.UTF_8).length) + body);
  }

  static String head(URI base, int length) {
    return "POST "
        + base.getPath()
        + "/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk-raw\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** All that comes until the end, orderly or not. */
  String untilEnd() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    try {
      int count = socket.getInputStream().read(buffer);
      while (count >= 0) {
        all.write(buffer, 0, count);
        count = socket.getInputStream().read(buffer);
      }
    } catch (IOException _) {
      // a reset is an end, too
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
