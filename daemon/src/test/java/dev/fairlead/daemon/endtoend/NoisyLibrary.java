package dev.fairlead.daemon.endtoend;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A library as they are: found by a service entry, it prints to stdout when it is loaded, and goes
 * on doing so from a thread of its own.
 */
public final class NoisyLibrary implements Driver {
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
  public @Nullable Connection connect(String url, Properties properties) {
    return null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return false;
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @SuppressWarnings("UnnecessarilyFullyQualified") // the interface names it; nothing may import it
  @Override
  public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }
}
