package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Identity;
import dev.fairlead.providers.LibraryServer;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.glm.Glm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrustTest {
  private final LibraryServer server = LibraryServer.http2();
  @TempDir private Path directory;
  private Path pem;

  @BeforeEach
  void write() throws IOException {
    pem = directory.resolve("authority.pem");
    Files.writeString(pem, "# the office\n" + Identity.ofTests().pem());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_server_that_nobody_vouches_for_is_refused_with_a_remedy() {
    assertThat(call(Trust.STANDARD))
        .isEqualTo(
            new Disconnected(
                "TLS: no known authority vouches for the certificate of 127.0.0.1; if you trust"
                    + " it, name a file with the certificate of its authority in network.trust, as"
                    + " PEM"));
  }

  @Test
  void a_file_of_authorities_is_enough() {
    assertThat(call(Trust.of(List.of(pem), Map.of()))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"PKCS12, changeit", "PKCS12, ''", "JKS, changeit", "JKS, a-password-of-its-own"})
  void a_store_of_authorities_is_enough(String type, String password) throws Exception {
    Path store = store(type, password);
    assertThat(call(Trust.of(List.of(store), Map.of()))).isNull();
  }

  @Test
  void what_other_programs_are_told_counts_too() {
    for (String variable : List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")) {
      assertThat(call(Trust.of(List.of(), Map.of(variable, pem.toString())))).isNull();
    }
  }

  @Test
  void what_other_programs_are_told_may_be_broken() {
    assertThat(call(Trust.of(List.of(), Map.of("SSL_CERT_FILE", directory + "/none.pem"))))
        .isInstanceOfSatisfying(
            Disconnected.class,
            lost ->
                assertThat(lost.detail())
                    .endsWith(
                        "(not read: SSL_CERT_FILE: " + directory + "/none.pem does not exist)"));
  }

  @Test
  void the_authorities_of_the_jdk_stay() throws Exception {
    TrustManagerFactory standard =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    standard.init((KeyStore) null);
    int own = ((X509TrustManager) standard.getTrustManagers()[0]).getAcceptedIssuers().length;
    assertThat(own).isPositive();
    X509Certificate extra = (X509Certificate) Identity.ofTests().keys().getCertificate("server");
    assertThat(Trust.withOwn(List.of(extra))).hasSize(own + 1).contains(extra);
    assertThat(Trust.STANDARD.context()).isEmpty();
    assertThat(Trust.of(List.of(pem), Map.of()).context())
        .get()
        .extracting(SSLContext::getProtocol)
        .isEqualTo("TLS");
  }

  @Test
  void a_file_without_authorities_is_told() throws Exception {
    Path missing = directory.resolve("missing.pem");
    assertThatThrownBy(() -> Trust.of(List.of(missing), Map.of()))
        .hasMessage(missing + " does not exist");
    assertThatThrownBy(() -> Trust.of(List.of(directory), Map.of()))
        .hasMessage(directory + " cannot be read");
    Path broken = directory.resolve("broken.pem");
    for (String text :
        List.of("", "words", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
      Files.writeString(broken, text);
      assertThatThrownBy(() -> Trust.of(List.of(broken), Map.of()))
          .hasMessage(
              broken
                  + " holds no certificate that can be read without a password of its own; write"
                  + " the authorities into a PEM file");
    }
    Path locked = store("PKCS12", "a-password-of-its-own");
    assertThatThrownBy(() -> Trust.of(List.of(locked), Map.of()))
        .hasMessageContaining("without a password of its own");
  }

  private Path store(String type, String password) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setCertificateEntry("office", Identity.ofTests().keys().getCertificate("server"));
    Path file = directory.resolve("store");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  private @Nullable ProviderError call(Trust trust) {
    server.on(reply -> reply.events(Fixtures.chunk("a") + Fixtures.ending()));
    try (Network network =
        new Network("test", Map.of(), Duration.ofSeconds(5), () -> Fixtures.NOW, System::nanoTime)
            .trusting(trust)) {
      return Fixtures.ask(
              new Glm(network),
              Fixtures.request(),
              Fixtures.access(server.base()),
              Fixtures.PATIENT)
          .error();
    }
  }
}
