package dev.fairlead.simulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A listening port on loopback that can be shut and opened again. */
public final class Door implements AutoCloseable {
  private static final int BACKLOG = 2048;

  private final Handler handler;
  private final int port;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;

  private Door(Handler handler, ServerSocket listener) {
    this.handler = handler;
    this.listener = listener;
    this.port = listener.getLocalPort();
  }

  /** Opens a port, any free one for 0, and serves it until it is closed. */
  public static Door open(int port, Handler handler) {
    ServerSocket listener = listen(port);
    Door door = new Door(handler, listener);
    door.accept(listener);
    return door;
  }

  /** The port it listens on, or did before it was shut. */
  public int port() {
    return port;
  }

  /** Refuses connections from now on and drops those there are. */
  public synchronized void shut() {
    if (listener != null) {
      closeQuietly(listener);
      listener = null;
    }
    clients.forEach(Door::closeQuietly);
  }

  /** Listens again on the same port. */
  public synchronized void reopen() {
    if (listener == null) {
      ServerSocket again = listen(port);
      listener = again;
      accept(again);
    }
  }

  @Override
  public void close() {
    shut();
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
      return socket;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot listen on port " + port, failed);
    }
  }

  private void accept(ServerSocket from) {
    Thread.ofPlatform()
        .daemon()
        .name("simulator-" + port)
        .start(() -> {
          while (!from.isClosed()) {
            try {
              welcome(from.accept());
            } catch (IOException _) {
              // shut, or a client that left while it queued
            }
          }
        });
  }

  private void welcome(Socket client) throws IOException {
    client.setTcpNoDelay(true);
    clients.add(client);
    Connection connection = new Connection(client, handler);
    Thread.ofVirtual()
        .start(() -> {
          try {
            connection.run();
          } finally {
            clients.remove(client);
          }
        });
  }

  private static void closeQuietly(Closeable open) {
    try {
      open.close();
    } catch (IOException _) {
      // closed is what was wanted
    }
  }
}
