package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team's server with a certificate of its own, which holds or does not. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SharedCertificateTest {
  private static final char[] WORD = "not-a-real-word".toCharArray();

  @TempDir private Path directory;

  /** A certificate for that name that no authority vouches for, and its key, as files. */
  private Map<String, String> certificate(String name) throws Exception {
    Path store = directory.resolve(name.replace(':', '-') + ".p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=a server of a team",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(WORD),
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, WORD);
    }
    Path certificate =
        pem(store, ".crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    Path key = pem(store, ".key", "PRIVATE KEY", keys.getKey("server", WORD).getEncoded());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return Map.of(
        "ssl", "on",
        "ssl_cert_file", certificate.toString(),
        "ssl_key_file", key.toString());
  }

  private static Path pem(Path beside, String end, String what, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        beside.resolveSibling(beside.getFileName() + end),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, text));
  }

  @Test
  void a_certificate_that_does_not_hold_is_refused_with_the_remedy() throws Exception {
    Map<String, String> settings = certificate("ip:127.0.0.1");
    try (OwnPostgres server = OwnPostgres.at(directory.resolve("postgres"), settings)) {
      String address = server.address("postgres") + "?sslmode=verify-full";

      assertThatThrownBy(() -> SharedDatabase.at(address).connect())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("its certificate must hold")
          .hasMessageContaining("?sslrootcert=FILE");
      String named = address + "&sslrootcert=" + settings.get("ssl_cert_file");
      assertThat(isEncrypted(named)).isTrue();
      assertThat(isEncrypted(server.address("postgres") + "?sslmode=require")).isTrue();
      assertThat(isEncrypted(server.address("postgres"))).as("on this machine").isTrue();
    }
  }

  @Test
  void a_certificate_of_another_server_is_refused() throws Exception {
    Map<String, String> settings = certificate("dns:db.example.test");
    try (OwnPostgres server = OwnPostgres.at(directory.resolve("postgres"), settings)) {
      String root = "&sslrootcert=" + settings.get("ssl_cert_file");
      String address = server.address("postgres") + "?sslmode=";

      assertThatThrownBy(() -> SharedDatabase.at(address + "verify-full" + root).connect())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("could not be verified");
      assertThat(isEncrypted(address + "verify-ca" + root)).isTrue();
    }
  }

  private static boolean isEncrypted(String address) throws Exception {
    try (Connection connection = SharedDatabase.at(address).connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      return row.next() && row.getBoolean(1);
    }
  }
}
