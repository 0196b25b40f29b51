package dev.fairlead.simulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A listening port on loopback that can be shut and opened again. */
public final class Door implements AutoCloseable {
  private static final int BACKLOG = 2048;
  private static final Duration LONGEST_ACCEPT = Duration.ofSeconds(5);

  private final Handler handler;
  private final int port;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;
  private @Nullable Socket holder;

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
      awaitAcceptor();
      holder = hold(port);
    }
    clients.forEach(Door::closeQuietly);
  }

  /** Listens again on the same port. */
  public synchronized void reopen() {
    if (listener == null) {
      ServerSocket again = listenAgain();
      listener = again;
      accept(again);
    }
  }

  @Override
  public synchronized void close() {
    shut();
    release();
  }

  /**
   * Listens before the port is let go, where the system allows that, so that nobody else gets it.
   */
  private ServerSocket listenAgain() {
    try {
      return listen(port);
    } catch (UncheckedIOException _) {
      release();
      return listen(port);
    } finally {
      release();
    }
  }

  private void release() {
    if (holder != null) {
      closeQuietly(holder);
      holder = null;
    }
  }

  /** Keeps a port from being given to others, without listening there. */
  private static @Nullable Socket hold(int port) {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return socket;
    } catch (IOException _) {
      closeQuietly(socket);
      return null;
    }
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

  /** As long as a thread is in the system's call for it, the system takes connections. */
  private void awaitAcceptor() {
    if (acceptor != null) {
      try {
        acceptor.join(LONGEST_ACCEPT);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      acceptor = null;
    }
  }

  private synchronized void accept(ServerSocket from) {
    acceptor =
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
