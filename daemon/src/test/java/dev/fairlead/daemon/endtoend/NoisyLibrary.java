package dev.fairlead.daemon.endtoend;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.PrintStream;

/**
 * A library as they are: found by a service entry, it prints to stdout when it is loaded, and goes
 * on doing so from a thread of its own.
 */
public final class NoisyLibrary extends ContextAwareBase implements Configurator {
  static final String FROM_INITIALIZER = "NOISE from a static initializer";
  static final String FROM_THREAD = "NOISE from a thread";

  static {
    stdout().println(FROM_INITIALIZER);
    Thread.ofPlatform().daemon().start(NoisyLibrary::goOn);
  }

  /** For the service loader. */
  public NoisyLibrary() {}

  private static void goOn() {
    try {
      while (true) {
        stdout().println(FROM_THREAD);
        Thread.sleep(50);
      }
    } catch (InterruptedException _) {
      // silent at last
    }
  }

  private static PrintStream stdout() {
    try {
      return (PrintStream) System.class.getField("out").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    return ExecutionStatus.INVOKE_NEXT_IF_ANY;
  }
}
