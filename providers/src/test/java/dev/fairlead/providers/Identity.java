package dev.fairlead.providers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for servers on loopback that nobody vouches for but itself, made once for a run of
 * tests by the JDK's own tool.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Identity(byte[] store) {
  public static final String PASSWORD = "changeit";

  /** A name that leads nowhere, but through a proxy of a test. */
  public static final String NAME = "vendor.test";

  private static final class Once {
    private static final Identity IDENTITY = make();
  }

  public static Identity ofTests() {
    return Once.IDENTITY;
  }

  public KeyStore keys() {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(new ByteArrayInputStream(store), PASSWORD.toCharArray());
      return keys;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate alone, as text. */
  public String pem() {
    try {
      byte[] certificate = keys().getCertificate("server").getEncoded();
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
              .encodeToString(certificate)
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Identity make() {
    try {
      Path directory = Files.createTempDirectory("identity");
      Path file = directory.resolve("server.p12");
      try {
        Process tool = new ProcessBuilder(command(file)).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!tool.waitFor(60, TimeUnit.SECONDS) || tool.exitValue() != 0) {
          throw new IllegalStateException("keytool: " + said);
        }
        return new Identity(Files.readAllBytes(file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> command(Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=test",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost,dns:" + NAME,
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        file.toString());
  }
}
