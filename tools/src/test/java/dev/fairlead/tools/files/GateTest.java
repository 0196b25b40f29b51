package dev.fairlead.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.tools.files.GatedFile.Why;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GateTest {
  private final Gate gate = Gate.standard(Limits.STANDARD);

  @TempDir private Path temp;
  private Path root = Path.of("");
  private Workspace workspace = new Workspace(List.of());

  @BeforeEach
  void make_a_workspace() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("project"));
    workspace = new Workspace(List.of(root));
  }

  @Test
  void a_text_is_read_by_relative_and_by_absolute_path() throws Exception {
    write("src/A.java", "class A {}\n");

    assertThat(text("src/A.java").text()).isEqualTo("class A {}\n");
    assertThat(text("./src/../src/A.java").path()).isEqualTo("src/A.java");
    assertThat(text(root.resolve("src/A.java").toString()).path()).isEqualTo("src/A.java");
    assertThat(text(root.resolve("src/A.java").toUri().toString()).path()).isEqualTo("src/A.java");
    assertThat(text("src/A.java").size()).isEqualTo(11);
    assertThat(text("src/A.java").sha256()).hasSize(64);
  }

  @Test
  void what_lies_outside_is_refused_whether_it_exists_or_not() throws Exception {
    Files.writeString(temp.resolve("other.txt"), "outside");
    Files.createSymbolicLink(root.resolve("link.txt"), temp.resolve("other.txt"));
    Files.createSymbolicLink(root.resolve("up"), temp);

    for (String path :
        List.of("../other.txt", "../nothing.txt", "/etc/passwd", "link.txt", "up/other.txt")) {
      GatedFile.Refused refused = refused(path);
      assertThat(refused.why()).as(path).isEqualTo(Why.OUTSIDE);
      assertThat(refused.message())
          .startsWith(path + " is outside of the workspace: name a file inside of it (workspace: ");
    }
  }

  @Test
  void a_link_that_stays_inside_is_followed() throws Exception {
    write("src/A.java", "a");
    Files.createSymbolicLink(root.resolve("here"), root.resolve("src"));

    assertThat(text("here/A.java").path()).isEqualTo("src/A.java");
  }

  @Test
  void files_with_secrets_are_refused_by_name() throws Exception {
    for (String path :
        List.of(
            ".env",
            ".ENV",
            "app/.env.local",
            "prod.env",
            "id_rsa",
            "server.pem",
            ".ssh/config",
            ".aws/credentials",
            ".netrc",
            ".npmrc",
            ".docker/config.json",
            ".git/config")) {
      write(path, "FAKE=1");
      assertThat(refused(path).why()).as(path).isEqualTo(Why.SECRET);
    }
    assertThat(refused("/proc/self/environ").why()).isEqualTo(Why.SECRET);
    assertThat(refused("/sys/kernel/notes").why()).isEqualTo(Why.SECRET);
    assertThat(refused("~/.ssh/id_rsa").message())
        .isEqualTo(
            "~/.ssh/id_rsa is not read: files of that name hold secrets (rule id_rsa*). Leave it"
                + " out and say in words what matters of it");
  }

  @Test
  void a_link_with_a_harmless_name_does_not_open_a_secret() throws Exception {
    write(".env", "FAKE=1");
    Files.createSymbolicLink(root.resolve("notes.txt"), root.resolve(".env"));

    assertThat(refused("notes.txt").why()).isEqualTo(Why.SECRET);
  }

  @Test
  void a_sample_of_settings_and_a_public_key_are_fine() throws Exception {
    write(".env.example", "KEY=");
    write("id_ed25519.pub", "ssh-ed25519 FAKE");

    assertThat(text(".env.example").text()).isEqualTo("KEY=");
    assertThat(text("id_ed25519.pub").text()).isEqualTo("ssh-ed25519 FAKE");
  }

  @Test
  void only_regular_files_are_read_and_a_pipe_never_blocks() throws Exception {
    Files.createDirectory(root.resolve("src"));
    assertThat(refused("src").message()).isEqualTo("src is a directory: only files are read");

    assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")));
    new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();
    GatedFile.Refused pipe =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refused("pipe"));
    assertThat(pipe.message()).isEqualTo("pipe is a named pipe: only files are read");

    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(root.resolve("s")));
      assertThat(refused("s").message()).isEqualTo("s is a socket: only files are read");
    }
  }

  @Test
  void a_missing_file_is_named_with_the_workspace_and_the_nearest_name() throws Exception {
    write("src/main/Server.java", "a");

    assertThat(refused("src/main/Sever.java").message())
        .isEqualTo(
            "src/main/Sever.java does not exist (workspace: "
                + root
                + "); did you mean src/main/Server.java?");
    assertThat(refused("scr/main/Server.java").message()).endsWith("; did you mean src?");
    assertThat(refused("frobnicate.txt").message()).endsWith(root + ")");
    assertThat(refused("frobnicate.txt").why()).isEqualTo(Why.MISSING);
  }

  @Test
  void what_is_no_path_is_refused() throws Exception {
    assertThat(refused("a\0b").message()).startsWith("a?b is no path");
    assertThat(refused("file://[").why()).isEqualTo(Why.UNREADABLE);
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
    assertThat(refused("loop").why()).isEqualTo(Why.UNREADABLE);
  }

  @Test
  void a_binary_is_refused() throws Exception {
    Files.write(root.resolve("a.bin"), new byte[] {1, 0, 2, 0});
    Files.write(root.resolve("b.bin"), new byte[] {1, 2, 3, 4, 'a'});

    assertThat(refused("a.bin").message())
        .isEqualTo("a.bin is a binary file (4 bytes): name text, images, PDF or Office documents");
    assertThat(refused("b.bin").why()).isEqualTo(Why.BINARY);
  }

  @Test
  void a_file_over_the_limit_is_refused_without_reading_it() throws Exception {
    write("big.txt", "x".repeat((1 << 20) + 1));
    try (RandomAccessFile sparse =
        new RandomAccessFile(root.resolve("sparse.txt").toFile(), "rw")) {
      sparse.write("text ".repeat(4_000).getBytes(StandardCharsets.UTF_8));
      sparse.setLength(2L << 30);
    }

    assertThat(refused("big.txt").message())
        .isEqualTo(
            "big.txt is too large: 1 MiB, at most 1 MiB; name a smaller file or quote the part"
                + " that matters");
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(2), () -> refused("sparse.txt")).why())
        .isEqualTo(Why.TOO_LARGE);
    write("fits.txt", "x".repeat(1 << 20));
    assertThat(text("fits.txt").text()).hasSize(1 << 20);
  }

  @Test
  void images_and_documents_become_attachments() throws Exception {
    Files.write(
        root.resolve("a.png"), "\u0089PNG\r\n\u001a\n\0\0".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(root.resolve("a.pdf"), "%PDF-1.7\n");
    Files.write(root.resolve("a.docx"), new byte[] {'P', 'K', 3, 4, 0});
    Files.write(root.resolve("a.zip"), new byte[] {'P', 'K', 3, 4, 0});

    assertThat(attachment("a.png")).isEqualTo(new Content(Content.Kind.IMAGE, "image/png"));
    assertThat(attachment("a.pdf"))
        .isEqualTo(new Content(Content.Kind.DOCUMENT, "application/pdf"));
    assertThat(attachment("a.docx").kind()).isEqualTo(Content.Kind.DOCUMENT);
    assertThat(refused("a.zip").why()).isEqualTo(Why.BINARY);
  }

  @Test
  void encodings_in_practical_use_are_read() throws Exception {
    String chinese = "\u7b2c\u4e00\u884c\uff1a\u6d4b\u8bd5\u6587\u4ef6\n";
    Files.write(root.resolve("gbk.txt"), chinese.getBytes(Charset.forName("GBK")));
    Files.write(
        root.resolve("utf16.txt"), ("\uFEFF" + chinese).getBytes(StandardCharsets.UTF_16LE));
    Files.write(root.resolve("utf16be.txt"), chinese.getBytes(StandardCharsets.UTF_16));
    Files.write(root.resolve("bom.txt"), ("\uFEFF" + chinese).getBytes(StandardCharsets.UTF_8));
    Files.write(
        root.resolve("latin.txt"), "caf\u00e9 cr\u00e8me\n".getBytes(StandardCharsets.ISO_8859_1));

    for (String name : List.of("gbk.txt", "utf16.txt", "utf16be.txt", "bom.txt")) {
      assertThat(text(name).text()).as(name).isEqualTo(chinese);
    }
    assertThat(text("gbk.txt").charset()).isEqualTo("GBK");
    assertThat(text("latin.txt").text()).isEqualTo("caf\u00e9 cr\u00e8me\n");
  }

  @Test
  void line_ends_become_line_feeds() throws Exception {
    write("crlf.txt", "a\r\nb\rc\n");

    assertThat(text("crlf.txt").text()).isEqualTo("a\nb\nc\n");
  }

  @Test
  void secrets_in_a_text_are_masked_with_kind_and_line() throws Exception {
    write("deploy.sh", "#!/bin/sh\nexport TOKEN=ghp_" + "FAKEfake0123456789".repeat(2) + "\n");

    GatedFile.Text text = text("deploy.sh");
    assertThat(text.text()).isEqualTo("#!/bin/sh\nexport TOKEN=[masked github-token, line 2]\n");
    assertThat(text.masked()).containsExactly(new Secret("github-token", 2));
  }

  @Test
  void a_text_with_a_secret_is_refused_where_that_is_wanted() throws Exception {
    write("deploy.sh", "#!/bin/sh\nexport TOKEN=ghp_" + "FAKEfake0123456789".repeat(2) + "\n");
    write("plain.sh", "#!/bin/sh\n");
    AtomicReference<OnSecret> wanted = new AtomicReference<>(OnSecret.REFUSE);
    Gate strict = gate.on(wanted::get);

    assertThat(strict.open(workspace, "deploy.sh"))
        .isInstanceOfSatisfying(
            GatedFile.Refused.class,
            refused ->
                assertThat(refused.message())
                    .startsWith("deploy.sh is not sent: it holds a secret")
                    .contains("github-token in line 2")
                    .doesNotContain("FAKE"));
    assertThat(strict.open(workspace, "plain.sh")).isInstanceOf(GatedFile.Text.class);
    wanted.set(OnSecret.MASK);
    assertThat(strict.open(workspace, "deploy.sh")).isInstanceOf(GatedFile.Text.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@@ -19,4 +19,4 @@ ", "@@@ -1,2 -1,2 +1,3 @@@ "})
  void secrets_in_the_line_that_git_puts_into_the_head_of_a_hunk_are_masked(String head) {
    String text = "diff\n" + head + "API_KEY=q8Zr2LmX0vTn5KpW7yBd\n-z = 1\n";
    GatedFile.Text gated = gate.difference("diff of a", text.getBytes(StandardCharsets.UTF_8));

    assertThat(gated.text())
        .isEqualTo("diff\n" + head + "API_KEY=[masked assigned-secret, line 2]\n-z = 1\n");
    assertThat(gated.masked()).extracting(Secret::line).containsExactly(2);
  }

  @Test
  void secrets_in_a_difference_are_masked_behind_its_marks() {
    String key = "q8Zr2LmX0vTn5KpW7yBd";
    String pem = "-----BEGIN PRIVATE KEY-----\n+abc\n+-----END PRIVATE KEY-----";
    String text = "@@ -1 +1 @@\n-API_KEY=" + key + "\n\n+" + pem + "\n x = 1";
    GatedFile.Text gated = gate.difference("diff of a", text.getBytes(StandardCharsets.UTF_8));

    assertThat(gated.text())
        .isEqualTo(
            "@@ -1 +1 @@\n-API_KEY=[masked assigned-secret, line 2]\n\n"
                + "+[masked private-key, line 4]\n+\n+\n x = 1");
    assertThat(gated.masked()).extracting(Secret::line).containsExactly(2, 4);
    assertThat(gated.path()).isEqualTo("diff of a");
  }

  @Test
  void without_a_workspace_the_reason_is_given() throws Exception {
    Workspace none = Workspace.of(List.of(Path.of("/")), List.of(temp), null);

    assertThat(((GatedFile.Refused) gate.open(none, "a.txt")).message())
        .isEqualTo(
            "a.txt cannot be read, there is no workspace: / cannot be a workspace root: it is the"
                + " root of the file system; open a project directory");
  }

  @Test
  void a_second_root_is_read_too() throws Exception {
    Path second = Files.createDirectory(temp.toRealPath().resolve("second"));
    Files.writeString(second.resolve("b.txt"), "b");
    Workspace both = new Workspace(List.of(root, second));

    assertThat(gate.open(both, "b.txt").path()).isEqualTo(second.resolve("b.txt").toString());
  }

  @Test
  void an_interrupt_ends_the_reading() throws Exception {
    write("a.txt", "a");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> gate.open(workspace, "a.txt"))
          .isInstanceOf(InterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isIn(true, false);
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private GatedFile.Text text(String path) throws InterruptedException {
    return (GatedFile.Text) gate.open(workspace, path);
  }

  private GatedFile.Refused refused(String path) throws InterruptedException {
    return (GatedFile.Refused) gate.open(workspace, path);
  }

  private Content attachment(String path) throws InterruptedException {
    return ((GatedFile.Attachment) gate.open(workspace, path)).content();
  }
}
