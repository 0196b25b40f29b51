package dev.fairlead.providers.openai;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities that may vouch for a vendor's server: the JDK's own, or those of {@code
 * javax.net.ssl.trustStore} where that is set, and more from files.
 */
public final class Trust {
  /** No more than the JDK's own. */
  public static final Trust STANDARD = new Trust(List.of(), Map.of());

  /**
   * What other programs of a developer's machine read; a broken one is theirs to complain about.
   */
  private static final List<String> VARIABLES = List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS");

  /** What JDK tools protect stores with where nobody chose a password. */
  private static final char[] USUAL = "changeit".toCharArray();

  private static final String PEM = "-----BEGIN CERTIFICATE";
  private static final int LARGEST = 16 << 20;

  private final List<X509Certificate> more;
  private final Map<String, String> environment;

  private Trust(List<X509Certificate> more, Map<String, String> environment) {
    this.more = List.copyOf(more);
    this.environment = Map.copyOf(environment);
  }

  /**
   * The authorities in these files, each PEM, PKCS12 or JKS, and in those that {@code
   * SSL_CERT_FILE} and {@code NODE_EXTRA_CA_CERTS} name. The latter are read when the first call is
   * made: some systems set them for everybody, to files that take a while.
   *
   * @throws IllegalArgumentException if one of the files holds none; the message names it
   */
  public static Trust of(List<Path> files, Map<String, String> environment) {
    List<X509Certificate> more = new ArrayList<>();
    for (Path file : files) {
      more.addAll(read(file));
    }
    return new Trust(more, environment);
  }

  /** What to do about a server that no authority vouches for. */
  String remedy() {
    List<String> unread = new ArrayList<>();
    ofOthers(unread);
    String skipped = unread.isEmpty() ? "" : " (not read: " + String.join("; ", unread) + ")";
    return "name a file with the certificate of its authority in network.trust, as PEM" + skipped;
  }

  /** The rules for TLS, where they are not the JDK's own. */
  Optional<SSLContext> context() {
    List<X509Certificate> extra = new ArrayList<>(more);
    extra.addAll(ofOthers(new ArrayList<>()));
    if (extra.isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store(withOwn(extra))), null);
      return Optional.of(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot build a trust store", e);
    }
  }

  private List<X509Certificate> ofOthers(List<String> unread) {
    List<X509Certificate> found = new ArrayList<>();
    for (String variable : VARIABLES) {
      String value = environment.getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        try {
          found.addAll(read(Path.of(value)));
        } catch (InvalidPathException _) {
          unread.add(variable + ": not a path");
        } catch (IllegalArgumentException e) {
          unread.add(variable + ": " + e.getMessage());
        }
      }
    }
    return found;
  }

  /** These, and those of the JDK. */
  static List<X509Certificate> withOwn(List<X509Certificate> extra)
      throws GeneralSecurityException {
    List<X509Certificate> all = new ArrayList<>(extra);
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager own) {
        all.addAll(List.of(own.getAcceptedIssuers()));
      }
    }
    return all;
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore store(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }

  private static List<X509Certificate> read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + (Files.exists(file) ? " cannot be read" : " does not exist"), e);
    }
    List<X509Certificate> found = isPem(bytes) ? pem(bytes) : ofStore(bytes);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          file
              + " holds no certificate that can be read without a password of its own;"
              + " write the authorities into a PEM file");
    }
    return found;
  }

  /** PEM may begin with words for people. */
  private static boolean isPem(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM);
  }

  private static List<X509Certificate> pem(byte[] bytes) {
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      return all.stream()
          .filter(X509Certificate.class::isInstance)
          .map(X509Certificate.class::cast)
          .toList();
    } catch (GeneralSecurityException _) {
      return List.of();
    }
  }

  private static List<X509Certificate> ofStore(byte[] bytes) {
    for (String type : List.of("PKCS12", "JKS")) {
      for (char[] password : new char[][] {USUAL, {}, null}) {
        try {
          KeyStore store = KeyStore.getInstance(type);
          store.load(new ByteArrayInputStream(bytes), password);
          List<X509Certificate> found = certificates(store);
          if (!found.isEmpty()) {
            return found;
          }
        } catch (GeneralSecurityException | IOException _) {
          // of another type, or with another password
        }
      }
    }
    return List.of();
  }

  private static List<X509Certificate> certificates(KeyStore store)
      throws GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    for (Enumeration<String> names = store.aliases(); names.hasMoreElements(); ) {
      if (store.getCertificate(names.nextElement()) instanceof X509Certificate certificate) {
        found.add(certificate);
      }
    }
    return found;
  }
}
