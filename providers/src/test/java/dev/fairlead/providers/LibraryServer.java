package dev.fairlead.providers;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A server that somebody else wrote, on loopback and with TLS, which speaks HTTP/2 or only
 * HTTP/1.1, and does in each reply what it is told.
 */
@SuppressWarnings("IllegalCatch") // the library throws no less
public final class LibraryServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;
  private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final Set<String> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();

  /** What a reply is made of. */
  @FunctionalInterface
  public interface Script {
    /** Replies; whoever returns without an ending has ended well. */
    void run(LibraryReply reply) throws Exception;
  }

  private LibraryServer(boolean newer) {
    QueuedThreadPool threads = new QueuedThreadPool(40);
    threads.setDaemon(true);
    threads.setName("library-server");
    server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setOutputBufferSize(4096);
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(Identity.ofTests().keys());
    tls.setKeyStorePassword(Identity.PASSWORD);
    HttpConnectionFactory older = new HttpConnectionFactory(configuration);
    if (newer) {
      ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
      choice.setDefaultProtocol(older.getProtocol());
      connector =
          new ServerConnector(
              server,
              new SslConnectionFactory(tls, choice.getProtocol()),
              choice,
              new HTTP2ServerConnectionFactory(configuration),
              older);
    } else {
      connector =
          new ServerConnector(server, new SslConnectionFactory(tls, older.getProtocol()), older);
    }
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Scripted());
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not start", e);
    }
  }

  /** One that speaks both versions. */
  public static LibraryServer http2() {
    return new LibraryServer(true);
  }

  /** One that has never heard of HTTP/2. */
  public static LibraryServer http1() {
    return new LibraryServer(false);
  }

  /** Does this for the next request that has no script yet. */
  public LibraryServer on(Script script) {
    scripts.add(script);
    return this;
  }

  public URI base() {
    return URI.create("https://127.0.0.1:" + port());
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** Connections that have carried a request. */
  public int connections() {
    return connections.size();
  }

  public int requests() {
    return requests.get();
  }

  /** Closes all connections that carry nothing now, and tells nobody. */
  public void dropIdle() {
    connector.getConnectedEndPoints().forEach(end -> end.close());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }

  private final class Scripted extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      connections.add(request.getConnectionMetaData().getId());
      requests.incrementAndGet();
      LibraryReply reply = new LibraryReply(request, response, callback);
      Script script = scripts.take();
      if (!"DELETE".equals(request.getMethod())) {
        reply.took(Content.Source.asString(request));
      }
      script.run(reply);
      reply.finish();
      return true;
    }
  }
}
