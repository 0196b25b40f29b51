package dev.fairlead.providers.openai;

import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a few words why a connection failed, and what to do where there is something to do. */
final class Failure {
  private Failure() {}

  /** Why a request to that address could not be sent. */
  static String reason(Throwable failure, Network network, URI uri) {
    if (has(failure, CertPathBuilderException.class)) {
      return "TLS: no known authority vouches for the certificate of "
          + uri.getHost()
          + "; if you trust it, "
          + network.trust().remedy();
    }
    if (has(failure, InvalidAlgorithmParameterException.class)) {
      return "TLS: the JDK has no authorities; check javax.net.ssl.trustStore in"
          + " FAIRLEAD_JAVA_OPTS";
    }
    Optional<Proxies.Hop> proxy = network.proxy(uri);
    if (proxy.isPresent() && !has(failure, SSLException.class)) {
      return "the proxy "
          + proxy.get()
          + " did not let the call through ("
          + reason(failure)
          + "); check "
          + advice(proxy.get(), uri);
    }
    return reason(failure);
  }

  /** What a proxy means that wants to know who calls. */
  static String loginWanted(Proxies.Hop proxy, URI uri) {
    return "the proxy "
        + proxy
        + (proxy.login() == null
            ? " wants a login: write it as http://user:password@" + proxy + " into "
            : " refused the login it was given: check ")
        + advice(proxy, uri);
  }

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

  private static String advice(Proxies.Hop proxy, URI uri) {
    return proxy.variable() + ", or name " + uri.getHost() + " in NO_PROXY";
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    return message.length() <= 200 ? message : message.substring(0, 200);
  }
}
