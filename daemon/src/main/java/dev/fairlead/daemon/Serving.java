package dev.fairlead.daemon;

import dev.fairlead.daemon.protocol.StdioServer;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one client from the first message to the end of its input, or until a signal. */
final class Serving {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  /** A process is gone within a second of its client; what is left of it goes to the last rows. */
  private static final Duration ENDING = Duration.ofMillis(900);

  private Serving() {}

  /** Serves, and returns the exit code when the client is gone. */
  static int run(ReadableByteChannel in, OutputStream out) {
    Assembly assembly = Assembly.of(Installation.ofThisProcess());
    StdioServer server = assembly.server(in, out);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  long begun = System.nanoTime();
                  server.stop();
                  assembly.flush(ENDING.minusNanos(System.nanoTime() - begun));
                }));
    ParentWatch.start(pid -> {
      LOG.info("the process {} that started this one is gone", pid);
      System.exit(0);
    });
    HeapWatch.start();
    assembly.settings().problems().forEach(p -> LOG.warn("settings: {}", p));
    assembly.settings().warnings().forEach(w -> LOG.warn("settings: {}", w));
    server.serve();
    return 0;
  }
}
