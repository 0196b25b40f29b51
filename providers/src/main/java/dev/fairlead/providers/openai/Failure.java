package dev.fairlead.providers.openai;

import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a few words why a connection failed. */
final class Failure {
  private Failure() {}

  static String reason(Throwable failure) {
    String refused = null;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the host name is not known";
      }
      if (cause instanceof SSLException) {
        return "TLS: " + words(cause);
      }
      if (cause instanceof ConnectException) {
        refused = cause.getMessage() == null ? "connection refused" : words(cause);
      }
    }
    return refused == null ? words(failure) : refused;
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    return message.length() <= 200 ? message : message.substring(0, 200);
  }
}
