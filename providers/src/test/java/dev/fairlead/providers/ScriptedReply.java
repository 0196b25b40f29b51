package dev.fairlead.providers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a {@link ScriptedServer} says once.
 *
 * @param headers as lines, each with its end
 * @param piece the most bytes in one write
 * @param cut how many bytes of the body are sent before the connection is closed
 * @param delay before the head
 * @param gap after each write
 * @param framing how the client learns where the body ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ScriptedReply(
    int status,
    String headers,
    byte[] body,
    int piece,
    int cut,
    Duration delay,
    Duration gap,
    Framing framing) {

  /** How the client learns where the body ends. */
  public enum Framing {
    LENGTH,
    CHUNKED,
    /** By the end of the connection. */
    CLOSE,
    /** Not at all: it stays open until the client goes. */
    OPEN
  }

  public static ScriptedReply json(int status, String body) {
    return reply(status, "Content-Type: application/json; charset=utf-8\r\n", body, Framing.LENGTH);
  }

  public static ScriptedReply events(String body) {
    return reply(200, "Content-Type: text/event-stream;charset=UTF-8\r\n", body, Framing.CHUNKED);
  }

  public static ScriptedReply bare(int status, String headers, String body) {
    return reply(status, headers, body, Framing.LENGTH);
  }

  private static ScriptedReply reply(int status, String headers, String body, Framing framing) {
    return new ScriptedReply(
        status,
        headers,
        body.getBytes(StandardCharsets.UTF_8),
        1 << 20,
        Integer.MAX_VALUE,
        Duration.ZERO,
        Duration.ZERO,
        framing);
  }

  public ScriptedReply inPieces(int size) {
    return new ScriptedReply(status, headers, body, size, cut, delay, gap, framing);
  }

  public ScriptedReply cutAt(int bytes) {
    return new ScriptedReply(status, headers, body, piece, bytes, delay, gap, framing);
  }

  public ScriptedReply after(Duration wait) {
    return new ScriptedReply(status, headers, body, piece, cut, wait, gap, framing);
  }

  public ScriptedReply withGaps(Duration wait) {
    return new ScriptedReply(status, headers, body, piece, cut, delay, wait, framing);
  }

  public ScriptedReply framed(Framing other) {
    return new ScriptedReply(status, headers, body, piece, cut, delay, gap, other);
  }

  public ScriptedReply withHeader(String name, String value) {
    String more = headers + name + ": " + value + "\r\n";
    return new ScriptedReply(status, more, body, piece, cut, delay, gap, framing);
  }

  String head() {
    return "HTTP/1.1 "
        + status
        + " Scripted\r\n"
        + headers
        + switch (framing) {
          case LENGTH -> "Content-Length: " + body.length + "\r\n\r\n";
          case CHUNKED -> "Transfer-Encoding: chunked\r\n\r\n";
          case CLOSE, OPEN -> "Connection: close\r\n\r\n";
        };
  }

  boolean chunked() {
    return framing == Framing.CHUNKED;
  }

  boolean stays() {
    return framing == Framing.OPEN;
  }

  boolean keepsAlive() {
    return (framing == Framing.LENGTH || framing == Framing.CHUNKED) && cut >= body.length;
  }
}
