package dev.fairlead.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every key here is fake: it says so itself, and is put together at run time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretsTest {
  private static final String FAKE = "FAKEfake0123456789";

  private final Secrets secrets = Secrets.standard();

  @Test
  void keys_of_known_forms_are_masked_by_kind() {
    masks("aws-access-key", "AKIA" + "FAKEFAKEFAKEFAKE");
    masks("github-token", "ghp_" + FAKE + FAKE);
    masks("github-token", "github_pat_" + FAKE + "_" + FAKE);
    masks("gitlab-token", "glpat-" + FAKE + "fa");
    masks("slack-token", "xoxb-" + "0000000000-" + FAKE);
    masks("google-api-key", "AIza" + (FAKE + FAKE).substring(0, 35));
    masks("stripe-key", "sk_live_" + FAKE);
    masks("npm-token", "npm_" + FAKE + FAKE);
    masks("sendgrid-key", "SG." + FAKE + "." + FAKE);
    masks("huggingface-token", "hf_" + FAKE + FAKE);
    masks("digitalocean-token", "dop_v1_" + "fa0e".repeat(16));
    masks("databricks-token", "dapi" + "fa0e".repeat(8));
    masks("model-api-key", "sk-" + "fake4Kimi7" + FAKE + "zYxWv");
    masks("zai-api-key", "fa0efa0e".repeat(4) + "." + "FAKEfake01234567");
    masks("json-web-token", "eyJ" + FAKE + ".eyJ" + FAKE + "." + FAKE);
    masks("pypi-token", "pypi-" + FAKE + FAKE + FAKE);
  }

  @Test
  void keys_in_their_places_are_masked() {
    partly("authorization", "Authorization: Bearer ", FAKE + "abcXYZ", "");
    partly("url-password", "postgres://me:", "f4k3-word", "@db.local/x");
    partly("assigned-secret", "password = \"", "n0t-A-real-0ne!", "\"");
    partly("assigned-secret", "client_secret: '", "n0t-A-real-0ne!", "'");
    partly("assigned-secret", "export API_KEY=", FAKE + "qwerty", "");
    partly("azure-account-key", "AccountKey=", FAKE.repeat(4), "");
    partly("aws-secret-key", "aws_secret_access_key = ", (FAKE + "/+" + FAKE + "zz"), "");
  }

  @Test
  void a_private_key_is_masked_whole_and_lines_keep_their_numbers() {
    String text =
        "before\n-----BEGIN RSA "
            + "PRIVATE KEY-----\nFAKE\nFAKE\n-----END RSA "
            + "PRIVATE KEY-----\nafter ghp_"
            + FAKE
            + FAKE;
    Secrets.Masked masked = secrets.mask(text);

    assertThat(masked.text())
        .isEqualTo(
            "before\n[masked private-key, line 2]\n\n\n\nafter [masked github-token, line 6]");
    assertThat(masked.secrets())
        .containsExactly(new Secret("private-key", 2), new Secret("github-token", 6));
  }

  @Test
  void a_private_key_that_was_cut_off_is_masked_to_the_end() {
    assertThat(secrets.mask("-----BEGIN OPENSSH " + "PRIVATE KEY-----\nFAKE").text())
        .isEqualTo("[masked private-key, line 1]\n");
  }

  @Test
  void what_only_looks_like_a_secret_stays() {
    for (String text :
        List.of(
            "password = \"${DB_PASSWORD}\"",
            "api_key: \"your-api-key-here-0001\"",
            "token = nextToken(reader, 42);",
            "String password = readPassword(console);",
            "private static final String TOKEN_URL = \"/oauth2/token\";",
            "sk-circle-fade-dot-before-animation-10",
            "https://user:password@example.com",
            "http://localhost:8080/a@b",
            "commit 3f2c1c4c26ebba2ffdd003a3fa5aac297cd57dd954d",
            "sha256:" + "0a1b2c3d".repeat(8),
            "key = \"aaaaaaaaaaaaaaaaaaaa\"",
            "passphrase=<your passphrase goes here>",
            "import java.security.PrivateKey; // -----BEGIN CERTIFICATE-----",
            "secretKeySpec = new SecretKeySpec(bytes, \"AES\");",
            "tokens: 1234567890123456")) {
      assertThat(secrets.mask(text).secrets()).as(text).isEmpty();
    }
  }

  @Test
  void this_repository_raises_no_alarm() throws IOException {
    Path root = Path.of(System.getProperty("fairlead.root", ".."));
    TreeMap<String, List<Secret>> alarms = new TreeMap<>();
    int looked = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(SecretsTest::isSource).toList()) {
        looked++;
        List<Secret> found = secrets.mask(Files.readString(file)).secrets();
        if (!found.isEmpty()) {
          alarms.put(root.relativize(file).toString(), found);
        }
      }
    }
    assertThat(looked).isGreaterThan(60);
    assertThat(alarms).isEmpty();
  }

  /** Tests hold fake keys on purpose. */
  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/').toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && !path.contains("/target/")
        && !path.contains("/.git/")
        && !path.contains("/src/test/")
        && (path.endsWith(".java")
            || path.endsWith(".xml")
            || path.endsWith(".yaml")
            || path.endsWith(".md")
            || path.endsWith(".sql"));
  }

  @Test
  void a_long_text_is_masked_in_no_time() {
    String line = "the quick brown fox = \"jumps over\" token: lazy://dog:" + "a".repeat(60) + "\n";
    String text = line.repeat((1 << 20) / line.length());
    assertTimeout(Duration.ofSeconds(5), () -> secrets.mask(text));
  }

  private void masks(String kind, String key) {
    partly(kind, "it is ", key, " here");
  }

  private void partly(String kind, String before, String key, String after) {
    Secrets.Masked masked = secrets.mask(before + key + after);
    assertThat(masked.text()).isEqualTo(before + "[masked " + kind + ", line 1]" + after);
    assertThat(masked.secrets()).containsExactly(new Secret(kind, 1));
  }
}
