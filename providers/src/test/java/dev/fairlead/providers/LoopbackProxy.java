package dev.fairlead.providers;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback: connects, and passes plain requests on, always to one server, whatever the
 * name of the host that was asked for.
 */
public final class LoopbackProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final @Nullable String login;
  private final int refusal;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  private LoopbackProxy(int target, @Nullable String login, int refusal) {
    this.target = target;
    this.login = login;
    this.refusal = refusal;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** One that leads to that port for everybody. */
  public static LoopbackProxy to(int port) {
    return new LoopbackProxy(port, null, 0);
  }

  /** One that wants this value in the header for logins. */
  public LoopbackProxy wanting(String value) throws IOException {
    close();
    return new LoopbackProxy(target, value, 0);
  }

  /** One that answers everybody with that status; 0 for one that says nothing at all. */
  public static LoopbackProxy refusing(int status) {
    return new LoopbackProxy(0, null, status == 0 ? -1 : status);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String address() {
    return "http://127.0.0.1:" + port();
  }

  /** The heads of the requests that came, in order. */
  public List<String> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      int status = status(head);
      OutputStream out = client.getOutputStream();
      if (status < 0) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } else if (status > 0) {
        String more = status == 407 ? "Proxy-Authenticate: Basic realm=\"test\"\r\n" : "";
        say(out, "HTTP/1.1 " + status + " No\r\n" + more + "Content-Length: 0\r\n\r\n");
      } else {
        pass(head, client);
      }
    } catch (IOException _) {
      // either side may go away
    }
  }

  private int status(String head) {
    if (refusal != 0) {
      return refusal;
    }
    return login == null || head.contains("Proxy-Authorization: " + login + "\r\n") ? 0 : 407;
  }

  private void pass(String head, Socket client) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      String[] words = head.split(" ", 3);
      if (words[0].equals("CONNECT")) {
        say(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        String path = URI.create(words[1]).getPath();
        say(server.getOutputStream(), words[0] + " " + path + " " + words[2]);
      }
      Thread back =
          Thread.ofVirtual()
              .start(() -> {
                try (client) {
                  server.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException _) {
                  // either side may go away
                }
              });
      client.getInputStream().transferTo(server.getOutputStream());
      server.shutdownOutput();
      back.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** The head of a request with the empty line that ends it. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }
}
