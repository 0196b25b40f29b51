package dev.fairlead.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads requests off a connection, one after the other. */
final class RequestReader {
  private static final int BODY_LIMIT = 128 * 1024 * 1024;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Source source;
  private final OutputStream out;

  RequestReader(Source source, OutputStream out) {
    this.source = source;
    this.out = out;
  }

  /** The next request, or null when the client is done. */
  @Nullable HttpRequest next() throws IOException {
    String first = source.line();
    while (first != null && first.isEmpty()) {
      first = source.line();
    }
    if (first == null) {
      return null;
    }
    String[] words = first.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new MalformedRequestException("not a request line: " + first);
    }
    Map<String, String> headers = headers();
    byte[] body = body(headers);
    String connection = headers.getOrDefault("Connection", "").toLowerCase(Locale.ROOT);
    boolean keepAlive =
        words[2].equals("HTTP/1.0")
            ? connection.contains("keep-alive")
            : !connection.contains("close");
    return new HttpRequest(words[0], words[1], keepAlive, headers, body);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    while (true) {
      String line = source.line();
      if (line == null) {
        throw new MalformedRequestException("connection ends inside the headers");
      }
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new MalformedRequestException("not a header: " + line);
      }
      headers.merge(
          line.substring(0, colon).trim(),
          line.substring(colon + 1).trim(),
          (one, two) -> one + ", " + two);
    }
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("Expect", "").equalsIgnoreCase("100-continue")) {
      out.write(CONTINUE);
      out.flush();
    }
    if (headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked")) {
      return chunked();
    }
    return source.exactly(size(headers.getOrDefault("Content-Length", "0"), 10));
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = required();
      int mark = line.indexOf(';');
      int length = size((mark < 0 ? line : line.substring(0, mark)).trim(), 16);
      if (length == 0) {
        while (!required().isEmpty()) {
          // trailers are read and left aside
        }
        return body.toByteArray();
      }
      if (body.size() + (long) length > BODY_LIMIT) {
        throw new MalformedRequestException("body over " + BODY_LIMIT + " bytes");
      }
      body.writeBytes(source.exactly(length));
      if (!required().isEmpty()) {
        throw new MalformedRequestException("chunk longer than announced");
      }
    }
  }

  private String required() throws IOException {
    String line = source.line();
    if (line == null) {
      throw new MalformedRequestException("connection ends inside the body");
    }
    return line;
  }

  private static int size(String text, int radix) throws IOException {
    try {
      int size = Integer.parseInt(text, radix);
      if (size >= 0 && size <= BODY_LIMIT) {
        return size;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new MalformedRequestException("not a length within the limit: " + text);
  }
}
