package dev.fairlead.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One client's connection: requests in turn, and an eye on the client while it waits.
 *
 * <p>The answer is made on a second thread; this one keeps reading, which is how a close shows.
 */
final class Connection implements Runnable {
  private final Socket socket;
  private final Handler handler;

  Connection(Socket socket, Handler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  @Override
  public void run() {
    try (socket) {
      serve(socket.getOutputStream());
    } catch (IOException _) {
      // the client is gone, or was never one
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(OutputStream out) throws IOException, InterruptedException {
    Source source = new Source(socket.getInputStream());
    RequestReader reader = new RequestReader(source, out);
    while (true) {
      HttpRequest request;
      try {
        request = reader.next();
      } catch (MalformedRequestException malformed) {
        refuse(out, String.valueOf(malformed.getMessage()));
        return;
      }
      if (request == null) {
        return;
      }
      Exchange exchange = new Exchange(socket, out, request);
      Thread worker = Thread.ofVirtual().start(() -> answer(exchange));
      boolean more = stillThere(source);
      if (!more) {
        exchange.clientGone();
      }
      worker.join();
      if (!more || exchange.closing()) {
        return;
      }
    }
  }

  private static boolean stillThere(Source source) {
    try {
      return source.awaitByte();
    } catch (IOException _) {
      return false;
    }
  }

  @SuppressWarnings("IllegalCatch") // a fault of the simulator must reach the test as a 500
  private void answer(Exchange exchange) {
    try {
      handler.handle(exchange);
      if (exchange.timeline().state() == Timeline.State.OPEN || exchange.closing()) {
        exchange.cut();
      }
    } catch (ClientGoneException _) {
      exchange.clientGone();
    } catch (IOException | RuntimeException fault) {
      explain(exchange, fault);
    }
  }

  private static void explain(Exchange exchange, Exception fault) {
    try {
      if (exchange.timeline().firstByte().isEmpty()) {
        exchange.answer(
            500,
            Map.of("Content-Type", "text/plain; charset=utf-8"),
            ("the simulator failed: " + fault).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // closed below all the same
    }
    exchange.cut();
  }

  private static void refuse(OutputStream out, String why) throws IOException {
    byte[] body = why.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(body);
  }
}
