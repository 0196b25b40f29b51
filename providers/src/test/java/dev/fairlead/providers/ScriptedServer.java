package dev.fairlead.providers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A server on loopback that says what it was told to, byte by byte, and remembers the requests. */
public final class ScriptedServer implements AutoCloseable {
  /** To a request too many, at once: whoever waited for a reply would only wait. */
  private static final ScriptedReply UNFORESEEN =
      ScriptedReply.json(
          500, "{\"error\":{\"type\":\"test\",\"message\":\"the test has no reply to this\"}}");

  private final ServerSocket listener;
  private final Queue<ScriptedReply> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Semaphore gone = new Semaphore(0);
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  /** What a client sent; the names of headers in lower case. */
  public record Request(String method, String path, Map<String, String> headers, String body) {}

  /** Starts it. */
  public ScriptedServer() {
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Says this to the next request that has no reply yet. */
  public ScriptedServer reply(ScriptedReply reply) {
    script.add(reply);
    return this;
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public List<Request> requests() {
    return requests;
  }

  public Request request() {
    return requests.getLast();
  }

  public int connections() {
    return connections.get();
  }

  /** Bytes of bodies that the client's side has taken. */
  public long written() {
    return written.get();
  }

  /** Whether a client has gone away in the middle of a reply, or does so within that time. */
  public boolean clientGoes(Duration within) throws InterruptedException {
    return gone.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSendBufferSize(8192);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        requests.add(request);
        ScriptedReply reply = script.poll();
        if (!answer(reply == null ? UNFORESEEN : reply, in, out)) {
          return;
        }
      }
    } catch (IOException _) {
      // a client that goes away is part of the tests
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes the reply; false if the connection is to be closed after it. */
  private boolean answer(ScriptedReply reply, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    Thread watch = Thread.ofVirtual().start(() -> watch(reply, in));
    Thread.sleep(reply.delay());
    try {
      out.write(reply.head().getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      byte[] body = reply.body();
      int end = Math.min(body.length, reply.cut());
      for (int at = 0; at < end; at += reply.piece()) {
        int size = Math.min(reply.piece(), end - at);
        if (reply.chunked()) {
          out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(body, at, size);
        if (reply.chunked()) {
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
        written.addAndGet(size);
        Thread.sleep(reply.gap());
      }
    } catch (IOException e) {
      gone.release();
      throw e;
    }
    if (reply.stays()) {
      watch.join();
      return false;
    }
    if (reply.chunked() && reply.cut() >= reply.body().length) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    return reply.keepsAlive();
  }

  /** While a reply that never ends is open, the only thing to read is the client's going away. */
  private void watch(ScriptedReply reply, InputStream in) {
    if (reply.stays()) {
      try {
        if (in.read() < 0) {
          gone.release();
        }
      } catch (IOException _) {
        gone.release();
      }
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    return new Request(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
