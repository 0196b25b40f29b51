package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.files.Workspace;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files a connection's calls may read: those of the setting, else of the client's roots, else
 * of the working directory. The client is asked once, at the first call, and again when it says
 * that its roots have changed; a client that does not answer has none. Thread-safe.
 */
final class Workspaces {
  private static final Logger LOG = LoggerFactory.getLogger(Workspaces.class);

  /** How long the client may take to name its roots. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final List<Path> configured;
  private final Path workingDirectory;
  private final Function<List<Path>, Workspace> factory;
  private volatile @Nullable Workspace known;

  Workspaces(
      List<Path> configured, Path workingDirectory, Function<List<Path>, Workspace> factory) {
    this.configured = List.copyOf(configured);
    this.workingDirectory = workingDirectory;
    this.factory = factory;
  }

  Workspace of(McpSyncServerExchange exchange) {
    if (ModernCall.current() != null) {
      return factory.apply(directories(exchange)); // each request says for itself who asks
    }
    Workspace workspace = known;
    if (workspace == null) {
      workspace = factory.apply(directories(exchange));
      if (!Thread.currentThread().isInterrupted()) { // else the client had no time to answer
        known = workspace;
      }
    }
    return workspace;
  }

  /** Asks the client again at the next call. */
  void forget() {
    known = null;
  }

  private List<Path> directories(McpSyncServerExchange exchange) {
    if (!configured.isEmpty()) {
      return configured;
    }
    List<Path> roots = rootsOf(exchange);
    return roots.isEmpty() ? List.of(workingDirectory) : roots;
  }

  @SuppressWarnings("IllegalCatch") // whatever is wrong with a client's roots, the call goes on
  private static List<Path> rootsOf(McpSyncServerExchange exchange) {
    if (exchange.getClientCapabilities() == null
        || exchange.getClientCapabilities().roots() == null
        || !readsFiles()) {
      return List.of();
    }
    try {
      var roots =
          ModernCall.current() == null
              ? TimedWait.within(LONGEST, exchange::listRoots)
              : exchange.listRoots(); // came along, or is asked for by the result
      return roots.roots().stream().flatMap(Workspaces::path).toList();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the call ends as soon as it reads a file
      return List.of();
    } catch (TimeoutException _) {
      LOG.warn("the client offers roots but did not name them in {} s", LONGEST.toSeconds());
      return List.of();
    } catch (InputRequired e) {
      throw e; // the call is made again, with the roots
    } catch (RuntimeException e) {
      LOG.warn("the client offers roots but did not name them: {}", e.toString());
      return List.of();
    }
  }

  /** Of the modern era's requests only calls are worth another round. */
  private static boolean readsFiles() {
    ModernCall modern = ModernCall.current();
    return modern == null || modern.readsFiles();
  }

  private static Stream<Path> path(Root root) {
    try {
      URI uri = URI.create(root.uri());
      return "file".equals(uri.getScheme()) ? Stream.of(Path.of(uri)) : Stream.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException _) {
      LOG.warn("a root of the client is not a file address and is left out");
      return Stream.empty();
    }
  }
}
